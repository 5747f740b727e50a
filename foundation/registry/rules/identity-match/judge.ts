// Whether two records are one human being: by rule where a number decides, else by the weight of what agrees.
import { comparable, type Comparable, type Particulars } from './comparable.ts';
import { compare, type Comparison } from './compare.ts';

/**
 * `automatic`: one person, joined without asking; `review`: somebody has to look; `distinct`: two people, or nothing
 * says otherwise.
 */
export type Verdict = 'automatic' | 'review' | 'distinct';
export interface Judgement {
  verdict: Verdict;
  /** Bits of evidence for one person: the sum of log2(m / u) over the fields (Fellegi and Sunter 1969). */
  bits: number;
  comparison: Comparison;
}

/**
 * log2 of how much oftener a level occurs between two records of one person (m) than between records of two people that
 * share a blocking key (u). Ours: m from the error rates that the county's registers are assumed to have (ID missing a
 * quarter, mistyped a tenth, phone changed a third, address a fifth), u from people who share a key: household members
 * and namesakes, for whom a phone or an address in common says little. A county that has reviewed some thousand pairs
 * can replace them.
 */
const bitsOf: { [Field in keyof Comparison]: Readonly<Record<Comparison[Field], number>> } = {
  idNumber: { same: 20, near: 12, doubtful: -3, different: -16, missing: 0 },
  healthCard: { same: 16, different: -1, missing: 0 },
  name: { same: 8, homophone: 6, near: 2, surname: -4, different: -9 },
  birthOn: { same: 13, near: 4, year: -3, different: -8, missing: 0 },
  sex: { same: 1, different: -6, missing: 0 },
  phone: { same: 8, different: -0.5, missing: 0 },
  address: { same: 6, near: 4, different: -1, missing: 0 },
};
/** Phone and address are both the household's: together they are less than their sum. */
const householdBits = -4;
export const thresholds = { automatic: 30, review: 14 };

export const judge = (one: Particulars, other: Particulars): Judgement =>
  judgeComparable(comparable(one), comparable(other));

export function judgeComparable(one: Comparable, other: Comparable): Judgement {
  const comparison = compare(one, other);
  const bits = weigh(comparison);
  return { verdict: verdictOf(comparison, bits), bits, comparison };
}

export function weigh(comparison: Comparison): number {
  const { idNumber, healthCard, name, birthOn, sex, phone, address } = comparison;
  const household = phone === 'same' && (address === 'same' || address === 'near') ? householdBits : 0;
  return (
    bitsOf.idNumber[idNumber] +
    bitsOf.healthCard[healthCard] +
    bitsOf.name[name] +
    bitsOf.birthOn[birthOn] +
    bitsOf.sex[sex] +
    bitsOf.phone[phone] +
    bitsOf.address[address] +
    household
  );
}

function verdictOf({ idNumber, name, birthOn, sex, healthCard }: Comparison, bits: number): Verdict {
  // Two numbers that both check belong to two people, unless so much else agrees that one was written for another.
  if (idNumber === 'different') return bits >= thresholds.review ? 'review' : 'distinct';
  if (bits >= thresholds.automatic) {
    const named = name === 'same' || name === 'homophone';
    const numbered = idNumber === 'same' && birthOn !== 'different' && sex !== 'different';
    // Twins share all but the name: without the same name only the very number joins.
    if (named || numbered) return 'automatic';
    return 'review';
  }
  // The same number or card with somebody else's particulars is somebody's mistake: it is never passed over.
  if (idNumber === 'same' || healthCard === 'same') return 'review';
  return bits >= thresholds.review ? 'review' : 'distinct';
}
