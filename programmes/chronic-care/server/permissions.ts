// Which roles hold the permissions of chronic care.
import type { Permissions } from '#platform/kernel/access/access.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { advicePermission } from '../advice-contract.ts';
import { cockpitPermission } from '../cockpit-contract.ts';
import { permissions as names } from '../contract.ts';
import { networkPermissions } from '../network-contract.ts';
import { scalePermissions } from '../scales-contract.ts';
import { visitPermission } from '../visit-contract.ts';

const team: readonly Role[] = ['gp', 'nurse', 'village-doctor', 'specialist'];

export const permissions = {
  [names.read]: [...team, 'resident'],
  [names.write]: team,
  [visitPermission]: team,
  [scalePermissions.read]: team,
  [scalePermissions.write]: team,
  [networkPermissions.read]: [...team, 'bureau', 'township-admin', 'auditor'],
  [networkPermissions.write]: ['bureau'],
  [advicePermission]: [...team, 'pharmacist', 'integrator'],
  [cockpitPermission]: ['bureau', 'township-admin', 'specialist'],
  [names.override]: ['gp', 'specialist'],
  [names.worklist]: team,
  [names.exportWorklist]: ['gp', 'village-doctor', 'specialist'],
} as const satisfies Permissions;
