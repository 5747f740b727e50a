// Which roles hold the permissions of health index and portrait.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { permissions as names } from '../contract.ts';

const clinicians = ['specialist', 'gp', 'village-doctor', 'nurse'] as const;
export const permissions = {
  [names.read]: [...clinicians, 'resident'],
  [names.answer]: [...clinicians, 'resident'],
  [names.frailty]: clinicians,
  [names.portrait]: clinicians,
  [names.lacks]: ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  [names.runRead]: ['bureau', 'gp', 'village-doctor', 'township-admin'],
  [names.run]: ['bureau'],
} satisfies Permissions;
