// Imports staff from an Excel sheet: a dry run reports every bad cell; the real run writes all rows or none.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ImportBody, ImportReply } from '../../contract.ts';
import { readStaffRow, staffColumns } from '../../rules/import-row.ts';
import type { Parts } from '../parts.ts';
import {
  knownStaffNumbers,
  organisationsByCode,
  saveStaff,
  saveStaffRoles,
  staffNumberHash,
  type StaffToSave,
} from '../store/staff.ts';
import { readRows, withMessages } from './read-rows.ts';

const permission = 'registry.staff.import';

export async function importStaff(
  parts: Parts,
  actor: Actor,
  body: ImportBody,
  now: Date,
): Promise<Result<ImportReply>> {
  const { kernel } = parts;
  const sheet = await readRows(body, staffColumns, readStaffRow);
  if (!sheet.ok) return sheet;
  const { rows, errors: unread, count } = sheet.value;
  const errors = [...unread];
  const codes = [...new Set(rows.map(({ value }) => value.organisationCode))];
  const organisations = new Map((await organisationsByCode(kernel.db, codes)).map((one) => [one.code, one.id]));
  const units = new Set(await kernel.access.unitsOf(actor, permission));
  const hashOf = (idNumber: string) => staffNumberHash(kernel.cipher, idNumber);
  const known = await knownStaffNumbers(
    kernel.db,
    rows.flatMap(({ value }) => (value.idNumber ? [hashOf(value.idNumber)] : [])),
  );
  const seen = new Map<string, number>();
  const wanted: StaffToSave[] = [];
  for (const { row, value } of rows) {
    const organisationId = organisations.get(value.organisationCode);
    if (!organisationId) errors.push({ row, column: '机构编号', code: 'registry.organisation-unknown' });
    else if (!units.has(organisationId)) errors.push({ row, column: '机构编号', code: 'registry.not-your-unit' });
    const before = value.idNumber ? seen.get(value.idNumber) : undefined;
    if (before !== undefined)
      errors.push({ row, column: '身份证号', code: 'registry.import-double', parameters: { row: before } });
    if (value.idNumber) seen.set(value.idNumber, row);
    if (!organisationId || (value.idNumber && known.has(hashOf(value.idNumber)))) continue;
    const { organisationCode: _code, licenceNumber, ...facts } = value;
    const qualifications = licenceNumber ? [{ kind: 'practice-licence', number: licenceNumber }] : [];
    wanted.push({ ...facts, staffId: kernel.newId(), organisationId, qualifications, simulated: false });
  }
  const reply = {
    dryRun: body.dryRun,
    rows: count,
    created: 0,
    existing: known.size,
    errors: withMessages(kernel.messages, actor.locale, errors),
  };
  if (errors.length > 0 || body.dryRun) return succeed(reply);
  return kernel.db.tx(async (q) => {
    await saveStaff(q, kernel.cipher, wanted);
    const fromOn = dayOf(now);
    await saveStaffRoles(
      q,
      wanted.map((one) => ({ staffId: one.staffId, role: one.profession, unitId: one.organisationId, fromOn })),
    );
    for (const projection of parts.projections) await projection.practitioners?.(q, wanted);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      detail: { rows: rows.length, created: wanted.length },
    });
    return succeed({ ...reply, created: wanted.length });
  });
}
