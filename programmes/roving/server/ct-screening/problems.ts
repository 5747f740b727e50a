// The expected failures of the CT screening.
import type { Problem } from '#platform/contract.ts';

export const noScreening: Problem = { kind: 'not-found', code: 'roving/ct-no-screening' };
export const noStop: Problem = { kind: 'rule-broken', code: 'roving/ct-no-stop' };
export const slotTaken: Problem = { kind: 'conflict', code: 'roving/ct-slot-taken' };
export const slotUnknown: Problem = { kind: 'rule-broken', code: 'roving/ct-slot-unknown' };
export const slotsLeft: Problem = { kind: 'rule-broken', code: 'roving/ct-slots-left' };
export const notNow: Problem = { kind: 'rule-broken', code: 'roving/ct-not-now' };
export const reasonMissing: Problem = { kind: 'rule-broken', code: 'roving/ct-reason-missing' };
export const otherConsentText: Problem = { kind: 'rule-broken', code: 'roving/ct-other-consent-text' };
export const noConsent: Problem = { kind: 'rule-broken', code: 'roving/ct-no-consent' };
export const alreadyRead: Problem = { kind: 'conflict', code: 'roving/ct-already-read' };
export const noRule: Problem = { kind: 'rule-broken', code: 'roving/ct-no-rule' };
export const noCase: Problem = { kind: 'not-found', code: 'roving/ct-no-case' };
export const caseClosed: Problem = { kind: 'conflict', code: 'roving/ct-case-closed' };
export const refused = (path: string, code: string): Problem => ({
  kind: 'rule-broken',
  code: 'roving/ct-refused',
  issues: [{ path, code }],
});
