// The low-dose CT rule of the knowledge base over one person: eligible, not eligible, or not enough known.
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { factsOf, hasLungCancer, inputsOf, type RecordedFact } from './lung-facts.ts';
import type { Eligibility } from './stage.ts';

export const lungRule = 'lung-cancer-screening';

export interface Decision {
  eligibility: Eligibility;
  /** Row of the rule, `known-lung-cancer`, `outside-age`, or `facts-missing`. */
  reason: string;
  /** Inputs to ask for at the next visit. */
  missing: string[];
}

export function decideEligibility(
  rule: Instrument,
  age: number | undefined,
  recorded: readonly RecordedFact[],
  now: Date,
): Decision {
  if (hasLungCancer(recorded)) return { eligibility: 'not-eligible', reason: 'known-lung-cancer', missing: [] };
  if (age === undefined) return { eligibility: 'unknown', reason: 'facts-missing', missing: ['age'] };
  const result = evaluateInstrument(rule, inputsOf(factsOf(recorded, now), age), []);
  if (result.state === 'not-applicable') return { eligibility: 'not-eligible', reason: 'outside-age', missing: [] };
  if (result.state === 'incomplete')
    return {
      eligibility: 'unknown',
      reason: 'facts-missing',
      // How much and since when is asked of those only who smoke or did.
      missing: [...new Set([...result.missing, ...result.implausible])].filter(
        (key, _, all) => !all.includes('smoking') || (key !== 'packYears' && key !== 'quitYears'),
      ),
    };
  return {
    eligibility: result.outcome.code === 'invite' ? 'eligible' : 'not-eligible',
    reason: result.row,
    missing: [],
  };
}
