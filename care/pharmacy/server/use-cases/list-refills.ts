// Whose medicines run out, and who takes them on too few days, by village and team; chosen people are brought theirs.
import { dayOf, isUuid, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions, type RefillQuery, type RefillReply } from '../../contract.ts';
import { dayAfter, daysFrom } from '../../rules/days.ts';
import type { Parts } from '../parts.ts';
import { adherenceRowsOf, countRefills, refillPage, suppliesOf } from '../store/supply.ts';

const pageSize = 50;
const kinds = ['drug-delivery'];
/** People on a list among whom a name is looked for. */
const mostSearched = 5_000;
/** Our own assumption: a week ahead is time enough to fetch medicines. */
const daysAhead = 7;
/** Who has had none for longer gets them elsewhere, or not any more. */
const daysBack = 90;

export interface ListedRefills {
  /** The list needs another permission than its sheet. */
  permission: string;
  /** How many at once. */
  size: number;
}
export async function listRefills(
  parts: Parts,
  actor: Actor,
  query: RefillQuery,
  now: Date,
  { permission, size }: ListedRefills = { permission: permissions.listRefills, size: pageSize },
): Promise<Result<RefillReply>> {
  const { kernel, registry, orders } = parts;
  const masked = kernel.access.view(actor, permission) !== 'full';
  // Who sees masked names finds nobody by the letters that are hidden.
  const text = masked ? undefined : query.text;
  const q = kernel.db;
  const today = dayOf(now);
  const served = await registry.villagesOfActor(actor, permission, now);
  const villageIds = served.map(({ villageId }) => villageId as string);
  const teams = (await registry.teams(q, today)).filter(({ villages }) =>
    villages.some(({ villageId }) => villageIds.includes(villageId)),
  );
  const team = teams.find(({ teamId }) => teamId === query.teamId);
  const ofTeam = team && new Set(team.villages.map(({ villageId }) => villageId));
  const search = { list: query.list, fromOn: dayAfter(today, -daysBack), toOn: dayAfter(today, daysAhead) };
  const counts = new Map((await countRefills(q, { ...search, villageIds })).map((one) => [one.villageId, one.count]));
  const [rank, personId] = (query.page ?? '').split(' ');
  const found = await refillPage(
    q,
    {
      ...search,
      villageIds: villageIds.filter(
        (one) => (!query.villageId || one === query.villageId) && (!query.teamId || ofTeam?.has(one)),
      ),
      limit: text ? mostSearched : size + 1,
      ...(rank && personId && isUuid(personId) && { after: { rank: Number(rank), personId } }),
    },
    (column, args) => kernel.access.personFilter(actor, permission, column, args, now),
  );
  const named = text ? await ofName(parts, q, found, text) : found;
  const shown = named.slice(0, size);
  const ids = shown.map((one) => one.personId);
  for (const one of ids) actor.span.persons.add(one as never);
  const people = new Map((await registry.persons(q, ids)).map((one) => [one.personId, one]));
  const supplies = Map.groupBy(await suppliesOf(q, ids), (row) => row.personId);
  const adherence = Map.groupBy(await adherenceRowsOf(q, ids), (row) => row.personId);
  const standing = new Map(
    (await orders.ofPersons(q, ids, { kinds, openOnly: true, limit: ids.length || 1 })).map((one) => [
      one.personId,
      one.orderId,
    ]),
  );
  const last = shown.at(-1);
  return succeed({
    today,
    daysAhead,
    items: ids.flatMap((one) => {
      const person = people.get(one);
      if (!person) return [];
      const orderId = standing.get(one);
      return [
        {
          personId: one,
          name: masked ? maskName(person.name) : person.name,
          ...(person.birthOn && { age: yearsOn(person.birthOn, today) }),
          villageName: person.villageName ?? '',
          medicines: (supplies.get(one) ?? []).flatMap(({ name, runsOutOn }) =>
            runsOutOn ? [{ name, runsOutOn, daysLeft: daysFrom(today, runsOutOn) }] : [],
          ),
          adherence: (adherence.get(one) ?? [])
            .filter(({ measured }) => measured)
            .map(({ therapy, coveredDays, windowDays, fromOn, toOn }) => ({
              therapy,
              coveredDays,
              windowDays,
              fromOn,
              toOn,
            })),
          ...(orderId && { orderId }),
        },
      ];
    }),
    villages: served
      .map(({ villageId, name }) => ({ villageId, name, count: counts.get(villageId) ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'zh-CN')),
    teams: teams
      .map(({ teamId, name, villages }) => ({
        teamId,
        name,
        count: villages.reduce((sum, { villageId }) => sum + (counts.get(villageId) ?? 0), 0),
      }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count),
    ...(named.length > size && last && { next: `${last.rank} ${last.personId}` }),
  });
}

async function ofName<Row extends { personId: string }>(
  { registry }: Parts,
  q: Sql,
  rows: readonly Row[],
  text: string,
): Promise<Row[]> {
  const people = await registry.persons(
    q,
    rows.map(({ personId }) => personId),
  );
  const wanted = new Set(people.filter(({ name }) => name.includes(text)).map(({ personId }) => personId as string));
  return rows.filter(({ personId }) => wanted.has(personId));
}

/** One delivery a person; whoever has an open one keeps it. Pressed twice, it is placed once. */
export async function orderRefills(
  { kernel, registry, orders }: Parts,
  actor: Actor,
  personIds: readonly string[],
  now: Date,
): Promise<Result<{ placed: number; standing: number; withoutAddress: number }>> {
  const q = kernel.db;
  const today = dayOf(now);
  const reached = await kernel.access.reachable(q, actor, permissions.orderRefills, personIds, now);
  const open = new Set(
    (await orders.ofPersons(q, reached, { kinds, openOnly: true, limit: reached.length || 1 })).map(
      (one) => one.personId,
    ),
  );
  const people = new Map((await registry.persons(q, reached)).map((one) => [one.personId, one]));
  const supplies = Map.groupBy(await suppliesOf(q, reached), (row) => row.personId);
  let placed = 0;
  let withoutAddress = 0;
  for (const personId of reached) {
    if (open.has(personId)) continue;
    const { address, phone } = people.get(personId) ?? {};
    const medicines = (supplies.get(personId) ?? []).filter(
      ({ state, runsOutOn }) => state === 'known' && runsOutOn !== null && daysFrom(today, runsOutOn) <= daysAhead,
    );
    const asked = medicines.length > 0 ? medicines : (supplies.get(personId) ?? []);
    if (!address || asked.length === 0) {
      withoutAddress++;
      continue;
    }
    const orderId = await documentIdOf('refill-delivery', personId, today);
    const payload = {
      medicines: asked.map(({ name }) => name).join('\n'),
      address: address.slice(0, 200),
      ...(phone && { phone }),
    };
    const done = await kernel.db.tx((tx) =>
      orders.place(tx, actor, { orderId, personId, kind: 'drug-delivery', payload }, now),
    );
    if (done.ok) placed++;
  }
  return succeed({ placed, standing: reached.length - placed - withoutAddress, withoutAddress });
}
