// Which roles hold the permissions of risk prediction.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { permissions as names } from '../contract.ts';

const clinicians = ['specialist', 'gp', 'village-doctor', 'nurse'] as const;
export const permissions = {
  [names.read]: [...clinicians, 'resident'],
  [names.answer]: [...clinicians, 'resident'],
  [names.list]: ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  [names.runRead]: ['bureau', 'gp'],
  [names.run]: ['bureau'],
} satisfies Permissions;
