// The registry's expected failures.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'registry/person-unknown' };
export const searchUnreadable: Problem = {
  kind: 'invalid',
  code: 'registry/search-unreadable',
  issues: [{ path: 'text', code: 'registry.search-unreadable' }],
};
export const cursorUnreadable: Problem = { kind: 'invalid', code: 'registry/cursor-unreadable' };
export const villageUnknown: Problem = {
  kind: 'invalid',
  code: 'registry/village-unknown',
  issues: [{ path: 'villageId', code: 'registry.village-unknown' }],
};
export const householdUnknown: Problem = {
  kind: 'invalid',
  code: 'registry/household-unknown',
  issues: [{ path: 'householdId', code: 'registry.household-unknown' }],
};
/** Another person holds the ID number already; nothing is said of whom. */
export const idNumberTaken: Problem = {
  kind: 'conflict',
  code: 'registry/id-number-taken',
  issues: [{ path: 'idNumber', code: 'registry.id-number-taken' }],
};
export const changedMeanwhile: Problem = { kind: 'version', code: 'registry/changed-meanwhile' };
export const noHousehold: Problem = { kind: 'not-found', code: 'registry/no-household' };
export const proxyUnknown: Problem = { kind: 'not-found', code: 'registry/proxy-unknown' };
export const proxyOnlyForOneself: Problem = { kind: 'forbidden', code: 'registry/proxy-only-for-oneself' };
export const proxyRefused = (code: string, path: string): Problem => ({
  kind: 'rule-broken',
  code: 'registry/proxy-refused',
  issues: [{ path, code }],
});
export const substitutionUnknown: Problem = { kind: 'not-found', code: 'registry/substitution-unknown' };
export const substitutionRefused = (code: string, path: string): Problem => ({
  kind: 'rule-broken',
  code: 'registry/substitution-refused',
  issues: [{ path, code }],
});
export const assignmentRefused = (issues: Problem['issues']): Problem => ({
  kind: 'rule-broken',
  code: 'registry/assignment-refused',
  issues,
});
export const notYourUnit: Problem = { kind: 'forbidden', code: 'registry/not-your-unit' };
export const clusterRefused: Problem = { kind: 'rule-broken', code: 'registry/cluster-refused' };
export const pairUnknown: Problem = { kind: 'not-found', code: 'registry/pair-unknown' };
export const consentUnknown: Problem = { kind: 'not-found', code: 'registry/consent-unknown' };
export const consentOnlyForOneself: Problem = { kind: 'forbidden', code: 'registry/consent-only-for-oneself' };
export const consentRefused = (path: string, code: string): Problem => ({
  kind: 'rule-broken',
  code: 'registry/consent-refused',
  issues: [{ path, code }],
});
export const openingUnknown: Problem = { kind: 'not-found', code: 'registry/opening-unknown' };
export const openingReviewed: Problem = { kind: 'conflict', code: 'registry/opening-reviewed' };
export const openedByOneself: Problem = { kind: 'forbidden', code: 'registry/opened-by-oneself' };
export const servicePointUnknown: Problem = { kind: 'not-found', code: 'registry/service-point-unknown' };
export const servicePointRefused = (code: string, path: string): Problem => ({
  kind: 'rule-broken',
  code: 'registry/service-point-refused',
  issues: [{ path, code }],
});
