// The expected failures of the pharmacy.
import type { Problem } from '#platform/contract.ts';

export const overrideMissing = (count: number): Problem => ({
  kind: 'rule-broken',
  code: 'pharmacy/override-missing',
  parameters: { count },
});
export const signedAlready: Problem = { kind: 'rule-broken', code: 'pharmacy/signed-already' };
export const tooManyDays = (days: number): Problem => ({
  kind: 'rule-broken',
  code: 'pharmacy/too-many-days',
  parameters: { days },
});
export const notPrescribed: Problem = { kind: 'rule-broken', code: 'pharmacy/not-prescribed' };
export const batchExpired: Problem = { kind: 'rule-broken', code: 'pharmacy/batch-expired' };
export const vehicleElsewhere: Problem = { kind: 'forbidden', code: 'pharmacy/vehicle-elsewhere' };
export const personUnknown: Problem = { kind: 'not-found', code: 'pharmacy/person-unknown' };
