// The record's expected failures on /api.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'record/person-unknown' };
/** Nothing of this person has that address, or the reader may not see it. */
export const entryUnknown: Problem = { kind: 'not-found', code: 'record/entry-unknown' };
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

export const viewUnknown: Problem = { kind: 'not-found', code: 'record/view-unknown' };
export const viewNameTaken: Problem = { kind: 'conflict', code: 'record/view-name-taken' };
export const viewVersion: Problem = { kind: 'version', code: 'record/view-version' };
export const viewNeedsVersion: Problem = { kind: 'precondition-required', code: 'record/view-needs-version' };
export const tableRunning: Problem = { kind: 'conflict', code: 'record/view-running' };
/** Filled for another account, or not at all. */
export const viewNotFilled: Problem = { kind: 'forbidden', code: 'record/view-not-filled' };

export function viewInvalid(faults: readonly { where: string; message: string }[]): Problem {
  return {
    kind: 'invalid',
    code: 'record/view-invalid',
    issues: faults.map(({ where, message }) => ({ path: where, code: 'record.view-fault', parameters: { message } })),
  };
}

/** No Bundle of FHIR R4 with a Patient. */
export const bundleUnreadable: Problem = { kind: 'invalid', code: 'record/bundle-unreadable' };
export const bundleTooLarge = (most: number): Problem => ({
  kind: 'invalid',
  code: 'record/bundle-too-large',
  parameters: { most },
});
export const bundleOfMany: Problem = { kind: 'rule-broken', code: 'record/bundle-of-many' };
export const bundleOfOther: Problem = { kind: 'rule-broken', code: 'record/bundle-of-other' };
export const bundleUnconfirmed: Problem = { kind: 'rule-broken', code: 'record/bundle-unconfirmed' };
