// Which roles hold the permissions of the intake.
import type { Permissions } from '#platform/kernel/access/access.ts';

export const permissions = {
  'intake.measurement.send': ['device'],
  /** Values of the resident's own. */
  'intake.measurement.enter': ['resident'],
  'intake.device.read': ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  /** Register and change devices of the own institutions. */
  'intake.device.write': ['gp', 'nurse', 'village-doctor', 'bureau'],
  'intake.binding.read': ['specialist', 'gp', 'village-doctor', 'nurse', 'resident'],
  'intake.binding.write': ['gp', 'village-doctor', 'nurse'],
  /** Who has a device of the own institutions, among people in care. */
  'intake.loan.list': ['gp', 'village-doctor', 'nurse'],
  /** By which rule devices are lent in the county. */
  'intake.lending-policy.write': ['bureau'],
  /** What waits for a person: values without a name, and whose they are. */
  'intake.inbox.read': ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
  'intake.inbox.decide': ['gp', 'village-doctor', 'nurse'],
  /** That a value is nobody's; the county does it for devices that no institution knows. */
  'intake.inbox.discard': ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
} as const satisfies Permissions;
