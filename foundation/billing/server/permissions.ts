// Which roles hold the permissions of billing.
import type { Permissions } from '#platform/kernel/access/access.ts';

export const permissions = {
  'billing.price.read': ['bureau', 'township-admin', 'gp', 'nurse', 'village-doctor', 'specialist', 'pharmacist'],
  'billing.price.import': ['bureau'],
  /** Charge lines and wishes to settle, of people in care. */
  'billing.charge.read': ['gp', 'nurse', 'village-doctor', 'pharmacist'],
  'billing.charge.write': ['gp', 'nurse', 'village-doctor', 'pharmacist'],
  /** The queue of the own organisations: amounts and states, nobody's name. */
  'billing.settlement.read': ['bureau', 'township-admin'],
  'billing.settlement.retry': ['bureau', 'township-admin'],
} as const satisfies Permissions;
