// Which roles hold the permissions of the family doctors.
import type { Permissions } from '#platform/kernel/access/access.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { permissions as names } from '../contract.ts';

const team: readonly Role[] = ['gp', 'nurse', 'village-doctor'];

export const permissions = {
  [names.read]: [...team, 'specialist', 'resident'],
  [names.write]: team,
  [names.confirm]: ['resident'],
  [names.followUp]: team,
  [names.message]: team,
  [names.workbench]: team,
  [names.packages]: [...team, 'specialist', 'bureau', 'township-admin', 'auditor'],
  [names.editPackages]: ['bureau'],
  [names.importContracts]: ['bureau'],
  [names.exportContracts]: ['bureau', 'township-admin', 'gp', 'village-doctor'],
} as const satisfies Permissions;
