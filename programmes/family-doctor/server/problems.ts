// The expected failures of the family doctors.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'family-doctor/person-unknown' };
export const contractUnknown: Problem = { kind: 'not-found', code: 'family-doctor/contract-unknown' };
export const teamUnknown: Problem = { kind: 'rule-broken', code: 'family-doctor/team-unknown' };
export const doctorNotInTeam: Problem = { kind: 'rule-broken', code: 'family-doctor/doctor-not-in-team' };
export const notOneHousehold: Problem = { kind: 'rule-broken', code: 'family-doctor/not-one-household' };
export const packageUnknown: Problem = { kind: 'rule-broken', code: 'family-doctor/package-unknown' };
export const signedAlready: Problem = { kind: 'rule-broken', code: 'family-doctor/signed-already' };
export const notRenewableYet: Problem = { kind: 'rule-broken', code: 'family-doctor/not-renewable-yet' };
export const notOffered: Problem = { kind: 'conflict', code: 'family-doctor/not-offered' };
export const otherText: Problem = { kind: 'rule-broken', code: 'family-doctor/other-text' };
export const signerUnfit: Problem = { kind: 'rule-broken', code: 'family-doctor/signer-unfit' };
export const signatureMissing: Problem = { kind: 'rule-broken', code: 'family-doctor/signature-missing' };
export const notInForce: Problem = { kind: 'rule-broken', code: 'family-doctor/not-in-force' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'family-doctor/changed-meanwhile' };
export const notPromised: Problem = { kind: 'rule-broken', code: 'family-doctor/not-promised' };
export const serviceUnknown: Problem = { kind: 'not-found', code: 'family-doctor/service-unknown' };
export const dayNotPossible: Problem = { kind: 'rule-broken', code: 'family-doctor/day-not-possible' };
export const versionStands: Problem = { kind: 'conflict', code: 'family-doctor/version-stands' };
export const noCounty: Problem = { kind: 'rule-broken', code: 'family-doctor/no-county' };
export const formUnknown: Problem = { kind: 'not-found', code: 'family-doctor/form-unknown' };
export const slotTaken: Problem = { kind: 'conflict', code: 'family-doctor/slot-taken' };
export const slotUnknown: Problem = { kind: 'rule-broken', code: 'family-doctor/slot-unknown' };
export const bookingUnknown: Problem = { kind: 'not-found', code: 'family-doctor/booking-unknown' };
export const bookingClosed: Problem = { kind: 'conflict', code: 'family-doctor/booking-closed' };
export const evidenceMissing: Problem = { kind: 'rule-broken', code: 'family-doctor/evidence-missing' };
export const noteUnknown: Problem = { kind: 'not-found', code: 'family-doctor/note-unknown' };
export const answersRefused = (issues: Problem['issues']): Problem => ({
  kind: 'invalid',
  code: 'family-doctor/answers-refused',
  ...(issues && { issues }),
});
export const entryRefused = (fault: string): Problem => ({
  kind: 'rule-broken',
  code: `family-doctor/ledger-${fault}`,
});
