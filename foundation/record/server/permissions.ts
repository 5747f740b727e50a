// Which roles hold the record's permissions.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { clinicalRoles } from '#platform/kernel/access/roles.ts';
import type { Role } from '#platform/kernel/access/roles.ts';

const overseers: readonly Role[] = ['bureau', 'township-admin', 'auditor'];
const readers: readonly Role[] = [...clinicalRoles, ...overseers, 'dispatcher', 'resident', 'integrator'];
/** Those who bring data into other systems, and those who supervise. */
const bulkReaders: readonly Role[] = ['integrator', 'bureau', 'auditor'];
const writers: readonly Role[] = ['specialist', 'gp', 'village-doctor', 'nurse', 'integrator'];

export const permissions = {
  /** To speak FHIR at all; what is read or written is checked by the permissions below. */
  'record.fhir.use': readers,
  'record.resource.read': readers,
  'record.resource.write': writers,
  /** Organisations, staff, places, medications and definitions over FHIR. */
  'record.directory.write': ['integrator'],
  /** Psychiatric, infectious, reproductive and minors' findings. */
  'record.sensitive.read': ['specialist', 'gp', 'resident', 'integrator'],
  'record.timeline.read': readers,
  /** Whole populations as files; masked for those who see people masked. */
  'record.bulk.export': bulkReaders,
  'record.bulk.import': ['integrator'],
  /** The account's own bulk jobs. */
  'record.bulk.list': bulkReaders,
  /**
   * Views over whole populations and their flat tables: for those who analyse the county. The bureau sees people masked
   * there as everywhere; integrators feed the county's and the province's warehouses.
   */
  'record.view.manage': ['bureau', 'integrator'],
  'record.visit.write': ['specialist', 'gp', 'village-doctor', 'nurse'],
  'record.measurement.write': [...writers, 'resident', 'device'],
} as const satisfies Permissions;
