// The name list of a site: read by those who may see the people, filled from an Excel sheet with a dry run.
import { dayOf, fail, succeed, type Result, yearsOn } from '#platform/contract.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { readSheet, type SheetColumn } from '#platform/kernel/documents/excel-import.ts';
import { packageFor } from '../../rules/check-up-package.ts';
import { readMemberRow } from '../../rules/member-row.ts';
import type { MemberImportReply, SiteMember } from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { notYourUnit } from '../problems.ts';
import { addMembers, filterMembers, listMembers } from '../store/site.ts';
import { packagesOf } from './packages.ts';
import { ownSite } from './sites.ts';

const readPermission = 'roving.site-member.read';
const importPermission = 'roving.site-member.import';

export const memberColumns: SheetColumn[] = [
  { key: 'name', heading: '姓名', required: true, example: '王小明' },
  {
    key: 'idNumber',
    heading: '身份证号',
    otherHeadings: ['证件号码', '身份证'],
    required: true,
    example: '填 18 位身份证号',
  },
];

/** People on the list whom the actor may see; `total` counts all of them. */
export async function readMembers(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  now: Date,
): Promise<Result<{ members: SiteMember[]; total: number }>> {
  const { kernel, registry } = parts;
  const site = await ownSite(parts, actor, servicePointId, readPermission);
  if (!site.ok) return site;
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, readPermission, 'm.patient_id', args, now);
  const ids = await filterMembers(kernel.db, servicePointId, filter, args);
  const people = await registry.persons(kernel.db, ids);
  for (const person of people) actor.span.persons.add(person.personId);
  const packages = await packagesOf(parts, actor);
  const masked = kernel.access.view(actor, readPermission) !== 'full';
  const today = dayOf(now);
  return succeed({
    total: (await listMembers(kernel.db, servicePointId)).length,
    members: people
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
      .map((person) => {
        const packageName = packageFor(packages, person, today)?.name;
        return {
          personId: person.personId,
          name: masked ? maskName(person.name) : person.name,
          sex: person.sex,
          ...(person.birthOn && { age: yearsOn(person.birthOn, today) }),
          ...(packageName && { packageName }),
        };
      }),
  });
}

/** Adds all rows or none. A person who is not registered, or whom the actor may not see, is one and the same mistake. */
export async function importMembers(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  body: { contentBase64: string; dryRun: boolean },
  now: Date,
): Promise<Result<MemberImportReply>> {
  const { kernel, registry } = parts;
  const site = await ownSite(parts, actor, servicePointId, importPermission);
  if (!site.ok) return fail(notYourUnit);
  const sheet = await readSheet(Buffer.from(body.contentBase64, 'base64'), memberColumns, readMemberRow);
  if (!sheet.ok) return sheet;
  const errors: { row: number; column: string; code: string; parameters?: Record<string, string | number> }[] =
    sheet.value.errors.map(({ heading, ...error }) => ({ ...error, column: heading }));
  const owners = await registry.ownersOfIdNumbers(
    kernel.db,
    sheet.value.rows.map((row) => row.value.idNumber),
  );
  const names = new Map(
    (await registry.persons(kernel.db, [...owners.values()])).map((one) => [one.personId, one.name]),
  );
  const seen = new Map<string, number>();
  const found: string[] = [];
  for (const { row, value } of sheet.value.rows) {
    const personId = owners.get(value.idNumber);
    const before = seen.get(value.idNumber);
    seen.set(value.idNumber, before ?? row);
    if (before !== undefined)
      errors.push({ row, column: '身份证号', code: 'roving.member-double', parameters: { row: before } });
    else if (!personId || !(await kernel.access.check(kernel.db, actor, importPermission, personId, now)).ok)
      errors.push({ row, column: '身份证号', code: 'roving.member-unknown' });
    else if (names.get(personId) !== value.name) errors.push({ row, column: '姓名', code: 'roving.member-other-name' });
    else found.push(personId);
  }
  const standing = new Set(await listMembers(kernel.db, servicePointId));
  const reply: MemberImportReply = {
    dryRun: body.dryRun,
    rows: sheet.value.total,
    created: 0,
    existing: found.filter((personId) => standing.has(personId)).length,
    errors: errors
      .toSorted((a, b) => a.row - b.row)
      .map(({ parameters, ...error }) => ({
        ...error,
        message: kernel.messages.render(actor.locale, `issue.${error.code}`, parameters),
      })),
  };
  if (errors.length > 0 || body.dryRun) return succeed(reply);
  return kernel.db.tx(async (q) => {
    const created = await addMembers(q, servicePointId, found, now);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: importPermission,
      outcome: 'success',
      persons: found,
      object: `OutreachSite/${servicePointId}`,
      detail: { rows: sheet.value.total, created },
    });
    return succeed({ ...reply, created });
  });
}
