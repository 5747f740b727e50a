// Who may work offline, and who answers for lost devices.
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';

const keepers: readonly Role[] = ['system-admin', 'security-admin', 'bureau', 'township-admin'];
export const permissions = {
  /** Enrol an own device, push, pull, take packs along. */
  'sync.device.use': clinicalRoles,
  'sync.device.read': [...clinicalRoles, ...keepers],
  'sync.device.revoke': [...clinicalRoles, ...keepers],
  'sync.device.revoke-any': keepers,
} as const;
