// Imports residents from an Excel sheet: a dry run reports every bad cell; the real run writes all rows or none.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ImportBody, ImportReply, RowError } from '../../contract.ts';
import { readResidentRow, residentColumns, type ResidentRow } from '../../rules/import-row.ts';
import type { Parts } from '../parts.ts';
import { identityHash, ownersOf } from '../store/person.ts';
import { saveHouseholds } from '../store/proxy.ts';
import { listVillagesByCode, type VillageRow } from '../store/unit.ts';
import { readRows, withMessages } from './read-rows.ts';
import { writePerson } from './register-person.ts';

const permission = 'registry.person.import';
type NumberedRow = ResidentRow & { row: number };

export async function importResidents(
  parts: Parts,
  actor: Actor,
  body: ImportBody,
  now: Date,
): Promise<Result<ImportReply>> {
  const { kernel } = parts;
  const sheet = await readRows(body, residentColumns, (cells) => readResidentRow(cells, dayOf(now)));
  if (!sheet.ok) return sheet;
  const rows: NumberedRow[] = sheet.value.rows.map(({ row, value }) => ({ row, ...value }));
  const errors = [...sheet.value.errors, ...doubles(rows)];
  const codes = [...new Set(rows.flatMap((row) => row.villageCode ?? []))];
  const villages = new Map((await listVillagesByCode(kernel.db, codes)).map((village) => [village.code, village]));
  for (const { row, villageCode } of rows)
    if (villageCode && !villages.has(villageCode))
      errors.push({ row, column: '村（社区）代码', code: 'registry.village-unknown' });
  const reply = {
    dryRun: body.dryRun,
    rows: sheet.value.count,
    created: 0,
    existing: 0,
    errors: withMessages(kernel.messages, actor.locale, errors),
  };
  if (errors.length > 0 || body.dryRun) {
    const hashes = rows.flatMap((row) => (row.idNumber ? [identityHash(kernel.cipher, row.idNumber)] : []));
    return succeed({ ...reply, existing: (await ownersOf(kernel.db, hashes)).size });
  }
  return kernel.db.tx(async (q) => {
    const households = new Map<string, string>();
    const persons: string[] = [];
    for (const one of rows) {
      const village = villages.get(one.villageCode!)!;
      const written = await writePerson(parts, q, actor, await bodyOf(one, village, households), 'import', now);
      // Villages and households were checked above: a refusal here is a bug, and throwing undoes the whole sheet.
      if (!written.ok) throw new Error(`row ${one.row}: ${written.problem.code}`);
      if (written.value.existing) reply.existing++;
      else persons.push(written.value.personId);
    }
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons,
      detail: { rows: rows.length, created: persons.length },
    });
    return succeed({ ...reply, created: persons.length });

    async function bodyOf(one: NumberedRow, village: VillageRow, known: Map<string, string>) {
      const { row: _row, villageCode: _code, householdKey, ...fields } = one;
      let householdId = householdKey && known.get(householdKey);
      if (householdKey && !householdId) {
        householdId = kernel.newId();
        known.set(householdKey, householdId);
        await saveHouseholds(q, [{ householdId, villageId: village.villageId, address: one.address }]);
      }
      return { ...fields, villageId: village.villageId, ...(householdId && { householdId }) };
    }
  });
}

/** The same ID number twice in one sheet is a slip of the clerk. */
function doubles(rows: readonly NumberedRow[]): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, idNumber }) => {
    if (!idNumber) return [];
    const before = first.get(idNumber);
    if (before === undefined) first.set(idNumber, row);
    return before === undefined
      ? []
      : [{ row, column: '身份证号', code: 'registry.import-double', parameters: { row: before } }];
  });
}
