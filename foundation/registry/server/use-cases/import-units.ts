// Imports the organisation tree of a county from an Excel sheet; units that stand already are left as they are.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ImportBody, ImportReply, RowError } from '../../contract.ts';
import {
  inOrderOfDescent,
  isDivision,
  isOrganisation,
  readUnitRow,
  unitColumns,
  type NumberedUnit,
} from '../../rules/unit-row.ts';
import type { Parts } from '../parts.ts';
import type { StructureLoad } from '../ports.ts';
import { listUnits } from '../store/unit.ts';
import { saveStructure } from './bulk-load.ts';
import { readRows, withMessages } from './read-rows.ts';

const permission = 'registry.structure.import';

export async function importUnits(parts: Parts, actor: Actor, body: ImportBody): Promise<Result<ImportReply>> {
  const { kernel } = parts;
  const sheet = await readRows(body, unitColumns, readUnitRow);
  if (!sheet.ok) return sheet;
  const rows = sheet.value.rows.map(({ row, value }): NumberedUnit => ({ row, ...value }));
  const standing = new Map((await listUnits(kernel.db, {})).map((unit) => [unit.code, unit.unitId]));
  const fresh = rows.filter((unit) => !standing.has(unit.code));
  const { ordered, orphans } = inOrderOfDescent(fresh, new Set(standing.keys()));
  const errors: RowError[] = [...sheet.value.errors, ...doubles(fresh)];
  for (const { row } of orphans) errors.push({ row, column: '上级编号', code: 'registry.unit-parent-unknown' });
  const reply = {
    dryRun: body.dryRun,
    rows: sheet.value.count,
    created: 0,
    existing: rows.length - fresh.length,
    errors: withMessages(kernel.messages, actor.locale, errors),
  };
  if (errors.length > 0 || body.dryRun) return succeed(reply);
  const ids = new Map([...standing, ...ordered.map(({ code }) => [code, kernel.newId()] as const)]);
  await kernel.db.tx(async (q) => {
    await saveStructure(parts, q, structureOf(ordered, ids));
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      detail: { created: ordered.length },
    });
  });
  return succeed({ ...reply, created: ordered.length });
}

function structureOf(units: readonly NumberedUnit[], ids: ReadonlyMap<string, string>): StructureLoad {
  const parentOf = (unit: NumberedUnit) => (unit.parentCode === undefined ? undefined : ids.get(unit.parentCode));
  return {
    divisions: units.flatMap(({ kind, ...unit }) =>
      isDivision(kind)
        ? [
            {
              unitId: ids.get(unit.code)!,
              parentId: parentOf({ kind, ...unit }),
              kind,
              code: unit.code,
              name: unit.name,
              community: unit.community,
              simulated: false,
            },
          ]
        : [],
    ),
    organisations: units.flatMap(({ kind, ...unit }) =>
      isOrganisation(kind)
        ? [
            {
              organisationId: ids.get(unit.code)!,
              kind,
              name: unit.name,
              unitId: parentOf({ kind, ...unit }) ?? ids.get(unit.code)!,
              code: unit.code,
              ownership: kind === 'private-institution' ? ('private' as const) : ('public' as const),
              phone: unit.phone,
              address: unit.address,
              simulated: false,
            },
          ]
        : [],
    ),
    communities: [],
    practitioners: [],
    teams: [],
    servicePoints: [],
  };
}

/** Two rows with one code are a slip of the clerk; an institution stands in a division. */
function doubles(units: readonly NumberedUnit[]): RowError[] {
  const first = new Map<string, number>();
  return units.flatMap((unit): RowError[] => {
    const errors: RowError[] = [];
    const before = first.get(unit.code);
    if (before === undefined) first.set(unit.code, unit.row);
    else errors.push({ row: unit.row, column: '编号', code: 'registry.import-double', parameters: { row: before } });
    if (isOrganisation(unit.kind) && unit.parentCode === undefined)
      errors.push({ row: unit.row, column: '上级编号', code: 'registry.import-missing' });
    return errors;
  });
}
