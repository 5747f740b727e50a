// The expected failures of the roving clinics.
import type { Issue, Problem } from '#platform/contract.ts';

export const planUnknown: Problem = { kind: 'not-found', code: 'roving/plan-unknown' };
export const visitUnknown: Problem = { kind: 'not-found', code: 'roving/visit-unknown' };
export const siteUnknown: Problem = { kind: 'not-found', code: 'roving/site-unknown' };
export const vehicleUnknown: Problem = { kind: 'not-found', code: 'roving/vehicle-unknown' };
export const townshipUnknown: Problem = { kind: 'not-found', code: 'roving/township-unknown' };
export const villageOfPersonUnknown: Problem = { kind: 'not-found', code: 'roving/no-village' };
export const notYourUnit: Problem = { kind: 'forbidden', code: 'roving/not-your-unit' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'roving/changed-meanwhile' };
export const noCounty: Problem = { kind: 'rule-broken', code: 'roving/no-county' };
export const noVehicles: Problem = { kind: 'rule-broken', code: 'roving/no-vehicles' };
export const notEditable: Problem = { kind: 'rule-broken', code: 'roving/not-editable' };
export const notComputing: Problem = { kind: 'rule-broken', code: 'roving/not-computing' };
export const monthIsPast: Problem = { kind: 'rule-broken', code: 'roving/month-is-past' };
export const notPublishable = (withoutDoctor: number): Problem => ({
  kind: 'rule-broken',
  code: 'roving/not-publishable',
  parameters: { count: withoutDoctor },
});
export const visitRefused = (code: string, path: string): Problem => ({
  kind: 'rule-broken',
  code: 'roving/visit-refused',
  issues: [{ path, code }],
});
export const checkInRefused = (code: string, path: string): Problem => ({
  kind: 'rule-broken',
  code: 'roving/check-in-refused',
  issues: [{ path, code }],
});
export const spanRefused = (path: string): Problem => ({
  kind: 'rule-broken',
  code: 'roving/span-refused',
  issues: [{ path, code: 'roving.ends-before-it-begins' }],
});
export const repairRefused = (code: string): Problem => ({
  kind: 'rule-broken',
  code: 'roving/repair-refused',
  issues: [{ path: 'kind', code }],
});
/** The county lives in this database. */
export const ownCounty: Problem = { kind: 'rule-broken', code: 'roving/own-county' };

/** The number stands under another name; neither name is told. */
export const idNumberOfOther: Problem = { kind: 'conflict', code: 'roving/id-number-of-other' };
export const notRegistered: Problem = { kind: 'rule-broken', code: 'roving/not-registered' };
export const formUnknown: Problem = { kind: 'rule-broken', code: 'roving/form-unknown' };
export const answersRefused = (issues: Issue[]): Problem => ({
  kind: 'invalid',
  code: 'roving/answers-refused',
  issues,
});
export const hospitalUnknown: Problem = { kind: 'rule-broken', code: 'roving/hospital-unknown' };
export const callUnknown: Problem = { kind: 'not-found', code: 'roving/call-unknown' };
