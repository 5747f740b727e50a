// 谁还缺: who has nothing on record for two years, no index, or no report of this year; by village, page by page, and as a sheet.
import { dayOf, isUuid, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { permissions, type LackRow, type LacksQuery, type LacksReply } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { countLacks, lackPage, type LackFound } from '../store/lack.ts';

const pageSize = 50;
const exportRows = 20_000;
/** People whom a typed name may mean. */
const mostNamed = 100;
const recordedWithin = 730 * 86_400_000;

const asked = (now: Date) => ({
  since: new Date(now.getTime() - recordedWithin),
  year: Number(dayOf(now).slice(0, 4)),
});

async function found(parts: Parts, actor: Actor, query: LacksQuery, now: Date, limit: number) {
  const { kernel, registry } = parts;
  let personIds: string[] | undefined;
  if (query.text) {
    const named = await registry.findPeople(actor, { text: query.text, limit: mostNamed }, now);
    if (!named.ok) return named;
    personIds = named.value.items.map(({ personId }) => personId);
  }
  const [villageId, personId] = (query.page ?? '').split(' ');
  const rows = await lackPage(
    kernel.db,
    {
      ...asked(now),
      what: query.what,
      ...(query.villageId && { villageId: query.villageId }),
      ...(personIds && { personIds }),
      ...(villageId && personId && isUuid(villageId) && isUuid(personId) && { after: { villageId, personId } }),
      limit,
    },
    (column, args) => kernel.access.personFilter(actor, permissions.lacks, column, args, now),
  );
  return succeed(rows);
}

async function onWire(parts: Parts, actor: Actor, rows: readonly LackFound[], now: Date): Promise<LackRow[]> {
  const { kernel, registry } = parts;
  const ids = rows.map(({ personId }) => personId);
  const people = new Map((await registry.persons(kernel.db, ids)).map((one) => [one.personId as string, one]));
  const villages = new Map((await registry.villages(kernel.db)).map((one) => [one.villageId, one]));
  const masked = kernel.access.view(actor, permissions.lacks) !== 'full';
  const today = dayOf(now);
  return rows.flatMap((row): LackRow[] => {
    const person = people.get(row.personId);
    const village = villages.get(row.villageId);
    if (!person) return [];
    return [
      {
        personId: row.personId,
        name: masked ? maskName(person.name) : person.name,
        ...(person.birthOn && { age: yearsOn(person.birthOn, today) }),
        sex: person.sex,
        villageName: village?.name ?? '',
        townshipName: village?.townshipName ?? '',
        known: row.known,
        ...(row.score !== null && { score: row.score }),
        ...(row.recordedAt && { recordedOn: dayOf(row.recordedAt) }),
      },
    ];
  });
}

export async function listLacks(parts: Parts, actor: Actor, query: LacksQuery, now: Date): Promise<Result<LacksReply>> {
  const { kernel, registry } = parts;
  const rows = await found(parts, actor, query, now, pageSize + 1);
  if (!rows.ok) return rows;
  const shown = rows.value.slice(0, pageSize);
  const served = await registry.villagesOfActor(actor, permissions.lacks, now);
  const counts = new Map(
    (
      await countLacks(
        kernel.db,
        served.map(({ villageId }) => villageId),
        asked(now),
      )
    ).map((one) => [one.villageId, one]),
  );
  const last = shown.at(-1);
  for (const { personId } of shown) actor.span.persons.add(personId as never);
  return succeed({
    year: asked(now).year,
    items: await onWire(parts, actor, shown, now),
    villages: served.flatMap(({ villageId, name }) => {
      const counted = counts.get(villageId);
      return counted ? [{ ...counted, name }] : [];
    }),
    ...(rows.value.length > pageSize && last && { next: `${last.villageId} ${last.personId}` }),
  });
}

export async function exportLacks(
  parts: Parts,
  actor: Actor,
  query: LacksQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { kernel } = parts;
  const rows = await found(parts, actor, query, now, exportRows);
  const items = await onWire(parts, actor, rows.ok ? rows.value : [], now);
  const say = (key: string) => kernel.messages.render(actor.locale, `portrait.lacks.${key}`, {});
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: permissions.lacks,
    outcome: 'success',
    persons: items.map(({ personId }) => personId as never),
    detail: { exported: items.length, format },
  });
  return writeSheet(format, {
    name: say(query.what),
    headings: ['township', 'village', 'name', 'sex', 'age', 'known', 'score', 'recorded'].map(say),
    rows: items.map((row) => [
      row.townshipName,
      row.villageName,
      row.name,
      row.sex === 'male' || row.sex === 'female' ? say(row.sex) : '',
      row.age ?? '',
      `${row.known}/8`,
      row.score === undefined ? '' : Math.round(row.score * 10) / 10,
      row.recordedOn ?? '',
    ]),
  });
}
