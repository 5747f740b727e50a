// Which roles hold the permissions of the pharmacy.
import type { Permissions } from '#platform/kernel/access/access.ts';
import { permissions as names } from '../contract.ts';

const crews = ['gp', 'nurse', 'village-doctor', 'specialist', 'pharmacist'] as const;
export const permissions = {
  'pharmacy.prescription.read': crews,
  'pharmacy.prescription.write': ['gp', 'village-doctor', 'specialist'],
  'pharmacy.dispensing.read': crews,
  'pharmacy.dispensing.write': ['gp', 'nurse', 'village-doctor', 'pharmacist'],
  'pharmacy.stock.read': crews,
  'pharmacy.stock.count': ['gp', 'nurse', 'village-doctor', 'pharmacist'],
  [names.readMedicines]: [...crews, 'resident'],
  [names.listRefills]: ['gp', 'nurse', 'village-doctor', 'pharmacist', 'bureau', 'township-admin'],
  [names.orderRefills]: ['gp', 'nurse', 'village-doctor', 'pharmacist'],
  [names.exportRefills]: ['gp', 'nurse', 'village-doctor', 'pharmacist'],
} as const satisfies Permissions;
