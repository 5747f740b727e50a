// Who is to be called in: people of medium and high risk by village and team, the gravest first, as a page and as a sheet, and the work that comes of it.
import { dayOf, isUuid, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import { formatUnit } from '#platform/fhir/units.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import {
  permissions,
  type RecallBody,
  type RecallQuery,
  type RecallReply,
  type RecallRow,
  type RecallSort,
} from '../../contract.ts';
import { riskModels } from '../../rules/models.ts';
import type { Parts } from '../parts.ts';
import { countByVillage, recallPage, type RecallFound } from '../store/result.ts';

const pageSize = 50;
const sheetRows = 20_000;
/** People whom a typed name may mean. */
const mostNamed = 100;
const kinds = ['risk-recall'];
const modelOf = (id: string) => riskModels.find((one) => one.id === id)!;

async function found(
  parts: Parts,
  actor: Actor,
  query: RecallQuery,
  now: Date,
  limit: number,
): Promise<Result<RecallFound[]>> {
  const { kernel, registry } = parts;
  const { model, level, villageId, teamId, sort = 'risk' } = query;
  let personIds: string[] | undefined;
  if (query.text) {
    const named = await registry.findPeople(actor, { text: query.text, limit: mostNamed }, now);
    if (!named.ok) return named;
    personIds = named.value.items.map((one) => one.personId);
  }
  const ofTeam = teamId
    ? (await registry.teams(kernel.db, dayOf(now)))
        .find((team) => team.teamId === teamId)
        ?.villages.map((village) => village.villageId)
    : undefined;
  const villageIds = villageId ? [villageId].filter((one) => !ofTeam || ofTeam.includes(one)) : ofTeam;
  const after = placeOf(query.page, sort);
  return succeed(
    await recallPage(
      kernel.db,
      {
        model,
        levels: level === undefined ? ['medium', 'high'] : [level],
        ...(teamId || villageId ? { villageIds: villageIds ?? [] } : {}),
        ...(personIds && { personIds }),
        sort,
        lowerIsWorse: modelOf(model).worse === 'lower',
        ...(after && { after }),
        limit,
      },
      (column, args) => kernel.access.personFilter(actor, permissions.list, column, args, now),
    ),
  );
}

/** A page begins behind a row: its two numbers and the person, under the order that was asked for. */
function placeOf(page: string | undefined, sort: RecallSort) {
  const [ordered, first, second, personId = ''] = (page ?? '').split(' ');
  const place = [Number(first), Number(second)] as const;
  return ordered === sort && place.every(Number.isFinite) && isUuid(personId) ? { place, personId } : undefined;
}

async function onWire(parts: Parts, actor: Actor, rows: readonly RecallFound[], now: Date): Promise<RecallRow[]> {
  const { kernel, registry, orders } = parts;
  const q = kernel.db;
  const ids = rows.map((one) => one.personId);
  const people = new Map((await registry.persons(q, ids)).map((one) => [one.personId as string, one]));
  const open = new Map(
    (await orders.ofPersons(q, ids, { kinds, openOnly: true, limit: ids.length })).map((one) => [
      one.personId,
      one.orderId,
    ]),
  );
  const today = dayOf(now);
  const teams = new Map(
    (await registry.teams(q, today)).flatMap(({ name, villages }) => villages.map((one) => [one.villageId, name])),
  );
  const masked = kernel.access.view(actor, permissions.list) !== 'full';
  return rows.flatMap((one): RecallRow[] => {
    const person = people.get(one.personId);
    if (!person) return [];
    const orderId = open.get(one.personId);
    const teamName = one.villageId === null ? undefined : teams.get(one.villageId);
    return [
      {
        personId: one.personId,
        name: masked ? maskName(person.name) : person.name,
        ...(person.birthOn && { age: yearsOn(person.birthOn, today) }),
        villageName: person.villageName ?? '',
        ...(teamName && { teamName }),
        level: one.level,
        ...(one.score !== null && { score: one.score }),
        ...(one.unit !== null && { unit: one.unit }),
        assessedAt: one.assessedAt.toISOString(),
        ...(orderId && { orderId }),
      },
    ];
  });
}

export async function listRecall(
  parts: Parts,
  actor: Actor,
  query: RecallQuery,
  now: Date,
): Promise<Result<RecallReply>> {
  const { kernel, registry } = parts;
  const rows = await found(parts, actor, query, now, pageSize + 1);
  if (!rows.ok) return rows;
  const served = await registry.villagesOfActor(actor, permissions.list, now);
  const villages = new Map(served.map(({ villageId, name }) => [villageId, name]));
  const counts = new Map(
    (await countByVillage(kernel.db, query.model, [...villages.keys()])).map((one) => [one.villageId, one]),
  );
  const shown = rows.value.slice(0, pageSize);
  for (const { personId } of shown) actor.span.persons.add(personId as never);
  const last = rows.value.length > pageSize ? shown.at(-1) : undefined;
  return succeed({
    items: await onWire(parts, actor, shown, now),
    villages: [...villages]
      .map(([villageId, name]) => {
        const { assessed = 0, medium = 0, high = 0 } = counts.get(villageId) ?? {};
        return { villageId, name, assessed, medium, high };
      })
      .filter(({ assessed }) => assessed > 0)
      .toSorted((a, b) => b.high - a.high || b.medium - a.medium || a.name.localeCompare(b.name, 'zh-CN')),
    teams: (await registry.teams(kernel.db, dayOf(now)))
      .filter((team) => team.villages.some((village) => villages.has(village.villageId)))
      .map(({ teamId, name }) => ({ teamId, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
    ...(last && { next: `${query.sort ?? 'risk'} ${last.first} ${last.second} ${last.personId}` }),
  });
}

export async function exportRecall(
  parts: Parts,
  actor: Actor,
  query: RecallQuery,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { kernel } = parts;
  const rows = await found(parts, actor, query, now, sheetRows);
  const items = await onWire(parts, actor, rows.ok ? rows.value : [], now);
  const { locale } = actor;
  const say = (key: string) => kernel.messages.render(locale, `risk.sheet.${key}`, {});
  const { disease } = modelOf(query.model);
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: permissions.list,
    outcome: 'success',
    persons: items.map(({ personId }) => personId as never),
    detail: { exported: items.length, format },
  });
  return writeSheet(format, {
    name: say('name'),
    headings: ['risk', 'level', 'score', 'unit', 'person', 'age', 'village', 'team', 'assessed', 'recall'].map(say),
    rows: items.map((row) => [
      locale === 'en' ? disease.en : disease.zh,
      say(row.level),
      row.score === undefined ? '' : Math.round(row.score * 10) / 10,
      row.unit === undefined ? '' : formatUnit(row.unit, locale),
      row.name,
      row.age ?? '',
      row.villageName,
      row.teamName ?? '',
      dayOf(new Date(row.assessedAt)),
      row.orderId ? say('underWay') : '',
    ]),
  });
}

/** One order a person; whoever has an open one keeps it. Pressed twice, it is placed once. */
export async function placeRecalls(
  parts: Parts,
  actor: Actor,
  { model, personIds }: RecallBody,
  now: Date,
): Promise<Result<{ placed: number; standing: number }>> {
  const { kernel, orders } = parts;
  const reached = await kernel.access.reachable(kernel.db, actor, permissions.list, personIds, now);
  const { disease } = modelOf(model);
  const open = new Set(
    (await orders.ofPersons(kernel.db, reached, { kinds, openOnly: true, limit: reached.length || 1 })).map(
      (one) => one.personId,
    ),
  );
  let placed = 0;
  for (const personId of reached) {
    if (open.has(personId)) continue;
    const orderId = await documentIdOf('risk-recall', personId, `${model} ${dayOf(now)}`);
    const done = await kernel.db.tx((q) =>
      orders.place(q, actor, { orderId, personId, kind: 'risk-recall', payload: { what: disease.zh, model } }, now),
    );
    if (done.ok) placed++;
  }
  return succeed({ placed, standing: reached.length - placed });
}
