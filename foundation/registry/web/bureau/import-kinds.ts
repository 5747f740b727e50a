// What can be imported from an Excel sheet: who may, by which route, with which columns.
import { registryRoutes } from '../../contract.ts';
import { residentColumns, staffColumns } from '../../rules/import-row.ts';
import { unitColumns } from '../../rules/unit-row.ts';
import { mayImportResidents, mayImportStaff, mayImportUnits } from '../registry-permissions.ts';

export const importKinds = [
  { kind: 'units', permission: mayImportUnits, route: registryRoutes.importUnits, columns: unitColumns },
  { kind: 'staff', permission: mayImportStaff, route: registryRoutes.importStaff, columns: staffColumns },
  {
    kind: 'residents',
    permission: mayImportResidents,
    route: registryRoutes.importResidents,
    columns: residentColumns,
  },
] as const;
export type ImportKind = (typeof importKinds)[number]['kind'];
