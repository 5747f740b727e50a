// The record's expected failures on /api.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'record/person-unknown' };
export const cursorUnreadable: Problem = { kind: 'invalid', code: 'record/cursor-unreadable' };
/** The id was used for another person or another kind of thing. */
export const idTaken: Problem = { kind: 'conflict', code: 'record/id-taken' };
export const periodImpossible: Problem = {
  kind: 'invalid',
  code: 'record/period-impossible',
  issues: [{ path: 'endedAt', code: 'record.period-impossible' }],
};
export const notWritten: Problem = { kind: 'rule-broken', code: 'record/not-written' };
export const outOfReach: Problem = { kind: 'forbidden', code: 'record/out-of-reach' };

/** Values that nobody can have: a slip of the finger or of the device. */
export function implausible(values: readonly { index: number; low: number; high: number; unit: string }[]): Problem {
  return {
    kind: 'rule-broken',
    code: 'record/implausible-value',
    issues: values.map(({ index, low, high, unit }) => ({
      path: `vitals.${index}.value`,
      code: 'record.implausible-value',
      parameters: { low, high, unit },
    })),
  };
}
