// Which roles hold the permissions of the roving clinics.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';

const planners: readonly Role[] = ['bureau', 'township-admin'];
const crews: readonly Role[] = [...clinicalRoles, 'dispatcher'];

export const permissions = {
  'roving.plan.read': [...planners, ...crews, 'auditor'],
  /** Moving visits; a township's planner moves those of the own villages. */
  'roving.plan.write': planners,
  'roving.plan.publish': ['bureau'],
  'roving.basis.write': ['bureau'],
  'roving.market-day.write': planners,
  'roving.site.read': [...planners, ...crews],
  'roving.site.write': planners,
  'roving.site-member.read': [...planners, ...clinicalRoles],
  'roving.site-member.import': [...planners, 'gp', 'nurse'],
  'roving.site-sums.read': [...planners, ...clinicalRoles],
  'roving.network.read': [...planners, ...crews, 'auditor', 'integrator'],
  'roving.network.post': ['integrator'],
  'roving.own-visits.read': ['resident'],
  'roving.calendar.read': [...planners, ...crews, 'resident', 'auditor'],
} as const satisfies Permissions;
