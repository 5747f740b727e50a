// Which roles hold the permissions of annual reports.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { reportPermissions as names } from '../../report-contract.ts';

const clinicians = ['specialist', 'gp', 'village-doctor', 'nurse'] as const;
export const reportRoles = {
  [names.read]: [...clinicians, 'resident'],
  [names.make]: ['gp', 'village-doctor', 'nurse'],
  [names.sign]: ['specialist', 'gp', 'village-doctor'],
  [names.list]: ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  [names.run]: ['gp', 'village-doctor', 'bureau', 'township-admin'],
  [names.population]: ['gp', 'bureau', 'township-admin'],
} satisfies Permissions;
