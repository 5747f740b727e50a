// Which roles hold the permissions of identity links.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { roles } from '#platform/kernel/access/roles.ts';

export const permissions = {
  /** Link the own account, see and take back the own links. */
  'identity-link.link.own': roles.filter((role) => role !== 'device' && role !== 'integrator'),
  'identity-link.provider.list': ['system-admin', 'security-admin'],
  'identity-link.provider.manage': ['system-admin'],
} satisfies Permissions;
