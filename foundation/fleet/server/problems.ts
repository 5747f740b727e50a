// The expected failures of the fleet.
import type { Problem } from '#platform/contract.ts';

export const vehicleUnknown: Problem = { kind: 'not-found', code: 'fleet/vehicle-unknown' };
export const timeTooLong: Problem = { kind: 'invalid', code: 'fleet/time-too-long' };
export const organisationElsewhere: Problem = { kind: 'forbidden', code: 'fleet/organisation-elsewhere' };
export const vehicleChanged: Problem = { kind: 'version', code: 'http/changed-meanwhile' };
