// Which roles hold the permissions of the roving clinics.
import { ctPermissions } from '../ct-screening-contract.ts';
import type { Permissions } from '#platform/kernel/access/access.ts';
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';

const planners: readonly Role[] = ['bureau', 'township-admin'];
const crews: readonly Role[] = [...clinicalRoles, 'dispatcher'];

const treating: readonly Role[] = ['gp', 'nurse', 'specialist', 'village-doctor'];

export const permissions = {
  'roving.plan.read': [...planners, ...crews, 'auditor'],
  /** Moving visits; a township's planner moves those of the own villages. */
  'roving.plan.write': planners,
  'roving.plan.publish': ['bureau'],
  'roving.basis.write': ['bureau'],
  'roving.market-day.write': planners,
  /** Where vehicles are on a day and how visits went: of the own villages, vehicles and teams. */
  'roving.day.read': [...planners, 'dispatcher', 'gp', 'nurse', 'specialist', 'village-doctor', 'auditor'],
  'roving.check-in.enter': ['gp', 'nurse', 'specialist', 'village-doctor'],
  'roving.check-in.correct': planners,
  /** What crews do with people at a stop, with or without a network. */
  'roving.attendance.read': ['gp', 'nurse', 'specialist', 'village-doctor'],
  'roving.attendance.write': ['gp', 'nurse', 'specialist', 'village-doctor'],
  /** Calls that crews ask of the own hospital. */
  'roving.specialist-call.handle': ['specialist'],
  'roving.site.read': [...planners, ...crews],
  'roving.site.write': planners,
  'roving.site-member.read': [...planners, ...clinicalRoles],
  'roving.site-member.import': [...planners, 'gp', 'nurse'],
  'roving.site-sums.read': [...planners, ...clinicalRoles],
  'roving.network.read': [...planners, ...crews, 'auditor', 'integrator'],
  'roving.network.post': ['integrator'],
  [ctPermissions.read]: [...planners, ...treating, 'auditor'],
  [ctPermissions.people]: treating,
  [ctPermissions.person]: [...treating, 'resident'],
  [ctPermissions.answer]: [...treating, 'resident'],
  [ctPermissions.invite]: treating,
  [ctPermissions.day]: treating,
  [ctPermissions.report]: ['specialist'],
  [ctPermissions.followUp]: ['gp', 'specialist', 'village-doctor'],
  'roving.own-visits.read': ['resident'],
  'roving.visit.rate': ['resident'],
  'roving.calendar.read': [...planners, ...crews, 'resident', 'auditor'],
} as const satisfies Permissions;
