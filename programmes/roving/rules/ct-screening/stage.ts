// Where a person stands in this year's screening, from what is known of them.

export const ctStages = [
  'eligible',
  'to-ask',
  'not-eligible',
  'invited',
  'call',
  'declined',
  'accepted',
  'waiting',
  'booked',
  'arrived',
  'not-done',
  'scanned',
  'reported',
] as const;
export type CtStage = (typeof ctStages)[number];

export const eligibilities = ['eligible', 'not-eligible', 'unknown'] as const;
export type Eligibility = (typeof eligibilities)[number];
export const ctAnswers = ['accepted', 'declined', 'call'] as const;
export type CtAnswer = (typeof ctAnswers)[number];

export interface Steps {
  eligibility: Eligibility;
  invited: boolean;
  answer?: CtAnswer | undefined;
  waiting: boolean;
  booked: boolean;
  arrived: boolean;
  scan?: 'done' | 'not-done' | undefined;
  read: boolean;
}

/** The furthest step counts. */
export function stageOf(steps: Steps): CtStage {
  if (steps.read) return 'reported';
  if (steps.scan === 'done') return 'scanned';
  if (steps.scan === 'not-done') return 'not-done';
  if (steps.arrived) return 'arrived';
  if (steps.answer === 'declined') return 'declined';
  if (steps.booked) return 'booked';
  if (steps.waiting) return 'waiting';
  if (steps.answer === 'accepted') return 'accepted';
  if (steps.answer === 'call') return 'call';
  if (steps.invited) return 'invited';
  return steps.eligibility === 'unknown' ? 'to-ask' : steps.eligibility;
}

/** Until the scan is made or given up, people may change their mind. */
export const isBeforeScan = (stage: CtStage): boolean => !['not-done', 'scanned', 'reported'].includes(stage);
/** Whoever was asked may answer, book and leave. */
export const mayAnswer = (stage: CtStage): boolean =>
  ['invited', 'call', 'declined', 'accepted', 'waiting', 'booked'].includes(stage);
