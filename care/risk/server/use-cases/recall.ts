// Who is to be called in: people of medium and high risk by village, highest first, and the work that comes of it.
import { dayOf, isUuid, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { permissions, type RecallBody, type RecallQuery, type RecallReply } from '../../contract.ts';
import { riskModels } from '../../rules/models.ts';
import type { Parts } from '../parts.ts';
import { countByVillage, recallPage } from '../store/result.ts';

const pageSize = 50;
const kinds = ['risk-recall'];

export async function listRecall(
  parts: Parts,
  actor: Actor,
  query: RecallQuery,
  now: Date,
): Promise<Result<RecallReply>> {
  const { kernel, registry, orders } = parts;
  const q = kernel.db;
  const served = await registry.villagesOfActor(actor, permissions.list, now);
  const villages = new Map(served.map(({ villageId, name }) => [villageId, name]));
  const counts = new Map(
    (await countByVillage(q, query.model, [...villages.keys()])).map((one) => [one.villageId, one]),
  );
  const [score, personId] = (query.page ?? '').split(' ');
  const found = await recallPage(
    q,
    {
      model: query.model,
      levels: query.level === undefined ? ['medium', 'high'] : [query.level],
      villageId: query.villageId,
      limit: pageSize + 1,
      ...(score !== undefined && personId && isUuid(personId) && { after: { score: Number(score), personId } }),
    },
    (column, args) => kernel.access.personFilter(actor, permissions.list, column, args, now),
  );
  const shown = found.slice(0, pageSize);
  const ids = shown.map((one) => one.personId);
  const people = new Map((await registry.persons(q, ids)).map((one) => [one.personId as string, one]));
  const open = new Map(
    (await orders.ofPersons(q, ids, { kinds, openOnly: true, limit: ids.length })).map((one) => [
      one.personId,
      one.orderId,
    ]),
  );
  const masked = kernel.access.view(actor, permissions.list) !== 'full';
  const today = dayOf(now);
  const last = shown.at(-1);
  for (const id of ids) actor.span.persons.add(id as never);
  return succeed({
    items: shown.flatMap((one) => {
      const person = people.get(one.personId);
      if (!person) return [];
      const orderId = open.get(one.personId);
      return [
        {
          personId: one.personId,
          name: masked ? maskName(person.name) : person.name,
          ...(person.birthOn && { age: yearsOn(person.birthOn, today) }),
          villageName: person.villageName ?? '',
          level: one.level,
          ...(one.score !== null && { score: one.score }),
          ...(one.unit !== null && { unit: one.unit }),
          assessedAt: one.assessedAt.toISOString(),
          ...(orderId && { orderId }),
        },
      ];
    }),
    villages: [...villages]
      .map(([villageId, name]) => {
        const { assessed = 0, medium = 0, high = 0 } = counts.get(villageId) ?? {};
        return { villageId, name, assessed, medium, high };
      })
      .filter(({ assessed }) => assessed > 0)
      .toSorted((a, b) => b.high - a.high || b.medium - a.medium || a.name.localeCompare(b.name, 'zh-CN')),
    ...(found.length > pageSize && last && { next: `${last.score ?? -1} ${last.personId}` }),
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
  const { disease } = riskModels.find(({ id }) => id === model)!;
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
