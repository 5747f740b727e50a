// Who stands in the list of disabled elders: a dated setting of the county, applied to a person's newest assessments.
import type { SelfCareInstrument } from './self-care-instruments.ts';

export interface EntryPolicy {
  /** Points of the self-care form, from 0 (able) to 37. */
  selfCareAtLeast: number;
  /** Points of the Barthel index, from 100 (able) to 0. */
  barthelAtMost: number;
  leastAge: number;
  /** A service given so many days ago or less counts for coverage. */
  coveredWithinDays: number;
}
export const entryPolicyKey = 'home-care.entry-policy';
/** The project's policy: moderate and severe by either scale, 65 and older; a year for coverage is the county's choice. */
export const usualEntryPolicy: EntryPolicy = {
  selfCareAtLeast: 9,
  barthelAtMost: 60,
  leastAge: 65,
  coveredWithinDays: 365,
};

export const isDisabled = (instrument: SelfCareInstrument, score: number, policy: EntryPolicy): boolean =>
  instrument === 'barthel' ? score <= policy.barthelAtMost : score >= policy.selfCareAtLeast;

/** The newest assessment of either scale decides: who got better leaves the list. */
export const entersList = (
  newest: { instrument: SelfCareInstrument; score: number },
  age: number,
  policy: EntryPolicy,
): boolean => age >= policy.leastAge && isDisabled(newest.instrument, newest.score, policy);
