// Which roles hold the permissions of orders; what a kind needs besides stands in its definition.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { clinicalRoles } from '#platform/kernel/access/roles.ts';
import { orderPermissions } from '../contract.ts';

const workers = [...clinicalRoles, 'township-admin', 'bureau'] as const;

export const permissions = {
  [orderPermissions.read]: [...workers, 'resident'],
  [orderPermissions.list]: workers,
  [orderPermissions.place]: [...workers, 'resident'],
  [orderPermissions.move]: [...workers, 'resident'],
  [orderPermissions.rate]: [...workers, 'resident'],
  [orderPermissions.repeat]: clinicalRoles,
} satisfies Permissions;
