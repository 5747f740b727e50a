// Which roles hold the permissions of home care.
import type { Permissions } from '#platform/kernel/access/access.ts';

export const permissions = {
  'home-care.assessment.read': ['specialist', 'gp', 'village-doctor', 'nurse'],
  'home-care.assessment.write': ['specialist', 'gp', 'village-doctor', 'nurse'],
  /** Names of disabled elders; the bureau sees them shortened. */
  'home-care.elder.list': ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  /** Counts by village, nobody's name. */
  'home-care.coverage.read': ['bureau', 'township-admin', 'gp'],
  'home-care.policy.write': ['bureau'],
  'home-care.catalogue.read': ['specialist', 'gp', 'village-doctor', 'nurse', 'bureau', 'township-admin', 'resident'],
  /** The own institution's rows, or the county's. */
  'home-care.catalogue.write': ['bureau', 'gp'],
  'home-care.qualification.read': ['bureau', 'township-admin', 'gp', 'nurse'],
  'home-care.qualification.write': ['bureau', 'gp'],
  /** Visits of people in care, one's own and of those for whom one acts. */
  'home-care.order.read': ['specialist', 'gp', 'village-doctor', 'nurse', 'resident'],
  /** The duty desk of an institution: visits, alarms, complaints. */
  'home-care.desk.read': ['gp', 'nurse'],
  'home-care.order.bill': ['gp', 'nurse'],
  'home-care.order.pay': ['resident'],
  'home-care.order.complain': ['resident'],
  'home-care.complaint.answer': ['gp'],
} as const satisfies Permissions;
