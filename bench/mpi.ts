// Bars over 100,000 generated pairs: of those joined without asking 0.999 are one person, and 0.97 of one person's pairs that agree in two of ID, card, phone, address are joined so.
import { random } from '#apps/county/random.ts';
import { comparable } from '#foundation/registry/rules/identity-match/comparable.ts';
import { compare, type Comparison } from '#foundation/registry/rules/identity-match/compare.ts';
import { judge, type Verdict } from '#foundation/registry/rules/identity-match/judge.ts';
import type { Bench, BenchResult } from './bench.ts';
import { makePairs, type Pair } from './identity/pairs.ts';
import { makePopulation } from './identity/population.ts';

const bars = { precision: 0.999, recall: 0.97 };
const pairsMade = 100_000;
const people = 60_000;
const usualSeed = 1;

// eslint-disable-next-line @typescript-eslint/require-await -- benches answer later, this one at once
export const bench: Bench = async ({ seed = usualSeed, note }): Promise<BenchResult> => {
  const pairs = [...makePairs(makePopulation(people, random(seed, 'people')), pairsMade, random(seed, 'pairs'))];
  note(`${pairs.length} pairs, seed ${seed}`);
  const startedAt = performance.now();
  const verdicts = pairs.map(({ one, other }) => judge(one, other).verdict);
  const seconds = (performance.now() - startedAt) / 1000;
  const ours = scoreOf(pairs, verdicts);
  // What many hospitals do: the same name, sex and birth date are one person.
  const plain = scoreOf(
    pairs,
    pairs.map(({ one, other }): Verdict =>
      one.name === other.name && one.sex === other.sex && one.birthOn === other.birthOn ? 'automatic' : 'distinct',
    ),
  );
  return {
    ok: ours.precision >= bars.precision && ours.recall >= bars.recall,
    engine: 'none',
    peers: { nameAndBirthPrecision: plain.precision, nameAndBirthRecall: plain.recall },
    figures: {
      seed,
      pairs: pairs.length,
      ...ours,
      pairsPerSecond: Math.round(pairs.length / seconds),
      bar_precision: bars.precision,
      bar_recall: bars.recall,
    },
  };
};

const agree = ({ idNumber, healthCard, phone, address }: Comparison): number =>
  [idNumber, healthCard, phone, address].filter((level) => level === 'same').length;

function scoreOf(pairs: readonly Pair[], verdicts: readonly Verdict[]) {
  const joined = pairs.filter((_, place) => verdicts[place] === 'automatic');
  const wrong = joined.filter(({ same }) => !same);
  const owed = pairs.flatMap((pair, place) =>
    pair.same && agree(compare(comparable(pair.one), comparable(pair.other))) >= 2 ? [verdicts[place]!] : [],
  );
  const ofOne = pairs.flatMap(({ same }, place) => (same ? [verdicts[place]!] : []));
  const share = (part: number, whole: number) => Number((whole === 0 ? 0 : part / whole).toFixed(5));
  return {
    precision: share(joined.length - wrong.length, joined.length),
    recall: share(owed.filter((one) => one === 'automatic').length, owed.length),
    recallOfAll: share(ofOne.filter((one) => one === 'automatic').length, ofOne.length),
    missed: share(ofOne.filter((one) => one === 'distinct').length, ofOne.length),
    review: share(verdicts.filter((one) => one === 'review').length, pairs.length),
    wrongTwins: wrong.filter(({ kind }) => kind === 'twins').length,
    wrong: wrong.length,
  };
}
