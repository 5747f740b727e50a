// Which roles hold the registry's permissions.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { clinicalRoles, roles, type Role } from '#platform/kernel/access/roles.ts';

const desks: readonly Role[] = [...clinicalRoles, 'dispatcher', 'integrator'];
const overseers: readonly Role[] = ['bureau', 'township-admin', 'auditor'];
const registrars: readonly Role[] = ['specialist', 'gp', 'village-doctor', 'nurse', 'integrator'];

export const permissions = {
  'registry.person.find': [...desks, ...overseers],
  'registry.person.read': [...desks, ...overseers, 'resident'],
  'registry.person.register': registrars,
  'registry.person.edit': registrars,
  'registry.person.import': ['bureau', 'system-admin', 'integrator'],
  'registry.person.merge': ['bureau', 'integrator'],
  'registry.consent.read': [...clinicalRoles, 'resident'],
  'registry.consent.give': ['gp', 'village-doctor', 'nurse', 'resident'],
  'registry.opened-record.review': ['auditor'],
  'registry.household.read': [...clinicalRoles, ...overseers, 'resident'],
  'registry.proxy.read': [...clinicalRoles, 'resident'],
  'registry.proxy.grant': ['gp', 'village-doctor', 'nurse', 'resident'],
  'registry.own-people.read': ['resident'],
  'registry.structure.read': roles,
  'registry.structure.import': ['system-admin'],
  'registry.staff.read': roles,
  'registry.staff.import': ['bureau', 'system-admin'],
  'registry.team.read': roles,
  'registry.team.write': ['bureau'],
  'registry.service-point.read': [...clinicalRoles, ...overseers, 'dispatcher', 'integrator'],
  'registry.service-point.write': ['bureau', 'township-admin'],
  'registry.substitution.write': ['bureau', 'township-admin', 'gp'],
} as const satisfies Permissions;
