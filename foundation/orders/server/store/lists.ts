// Lists and counts of orders: worklists by cursor, a person's orders, sums by state.
import type { Sql } from '#platform/kernel/db/db.ts';
import { columnsOf, toOrder, urgencyOrder, type OrderRowOfStore, type StoredOrder } from './order-row.ts';
import type { Urgency } from '../../rules/order-kind.ts';

export type WorklistSort = 'urgency' | 'newest' | 'oldest' | 'due';
export interface ListSearch {
  /** Organisations that perform, or that asked. */
  performers?: readonly string[];
  requesters?: readonly string[];
  /** Together with both of the above: either will do. */
  either?: boolean;
  assigneeId?: string;
  /** Nobody's or this account's. */
  freeOr?: string;
  kinds: readonly string[];
  state?: string;
  urgency?: Urgency;
  ended: boolean;
  late: boolean;
  personIds?: readonly string[];
}

type Bind = (value: unknown) => string;

function conditionsOf(search: ListSearch, bind: Bind, now: Date): string[] {
  const all = [`o.kind = any(${bind(search.kinds)}::text[])`];
  const among = (column: string, units: readonly string[]) =>
    units.length === 1 ? `o.${column} = ${bind(units[0])}::uuid` : `o.${column} = any(${bind(units)}::uuid[])`;
  const performs = search.performers && among('performer_id', search.performers);
  const asked = search.requesters && among('requester_id', search.requesters);
  if (performs && asked) all.push(search.either ? `(${performs} or ${asked})` : `${performs} and ${asked}`);
  else if (performs ?? asked) all.push((performs ?? asked)!);
  if (search.assigneeId) all.push(`o.assignee_id = ${bind(search.assigneeId)}`);
  if (search.freeOr) all.push(`(o.assignee_id is null or o.assignee_id = ${bind(search.freeOr)})`);
  if (!search.ended) all.push('o.ended_at is null');
  if (search.state) all.push(`o.state = ${bind(search.state)}`);
  if (search.urgency) all.push(`o.urgency = ${bind(urgencyOrder.indexOf(search.urgency))}`);
  if (search.late) all.push(`o.due_at < ${bind(now)}`);
  if (search.personIds) all.push(`o.patient_id = any(${bind(search.personIds)}::uuid[])`);
  return all;
}

const never = '9999-12-31T00:00:00Z';
const orders: Record<
  WorklistSort,
  { by: string; keys: readonly string[]; types: readonly string[]; descending: boolean }
> = {
  urgency: {
    by: 'o.urgency, o.placed_at, o.order_id',
    keys: ['o.urgency', 'o.placed_at', 'o.order_id'],
    types: ['smallint', 'timestamptz', 'uuid'],
    descending: false,
  },
  oldest: {
    by: 'o.placed_at, o.order_id',
    keys: ['o.placed_at', 'o.order_id'],
    types: ['timestamptz', 'uuid'],
    descending: false,
  },
  newest: {
    by: 'o.placed_at desc, o.order_id desc',
    keys: ['o.placed_at', 'o.order_id'],
    types: ['timestamptz', 'uuid'],
    descending: true,
  },
  due: {
    by: `coalesce(o.due_at, '${never}'::timestamptz), o.order_id`,
    keys: [`coalesce(o.due_at, '${never}'::timestamptz)`, 'o.order_id'],
    types: ['timestamptz', 'uuid'],
    descending: false,
  },
};

/** What the next page begins after. */
export const cursorOf = (order: StoredOrder, sort: WorklistSort): (string | number)[] => {
  const placed = order.placedAt.toISOString();
  if (sort === 'urgency') return [urgencyOrder.indexOf(order.urgency), placed, order.orderId];
  return [sort === 'due' ? (order.dueAt?.toISOString() ?? never) : placed, order.orderId];
};
export const cursorLength = (sort: WorklistSort): number => orders[sort].keys.length;

/** `policy` is the condition of Access.personFilter over `o.patient_id`, whose values stand in `args` already. */
export async function listOrders(
  q: Sql,
  search: ListSearch,
  page: { sort: WorklistSort; after?: readonly unknown[]; limit: number },
  policy: string,
  args: readonly unknown[],
  now: Date,
): Promise<StoredOrder[]> {
  const own = [...args];
  const bind: Bind = (value) => `$${own.push(value)}`;
  const perUnit = unitsToMerge(search);
  const { performers: _p, requesters: _r, ...rest } = search;
  const where = [...conditionsOf(perUnit ? rest : search, bind, now), policy];
  const { by, keys, types, descending } = orders[page.sort];
  if (page.after) {
    const values = page.after.map((value, index) => `${bind(value)}::${types[index]}`);
    where.push(`(${keys.join(', ')}) ${descending ? '<' : '>'} (${values.join(', ')})`);
  }
  // As a number in the text: the plan has to know that only the beginning is wanted.
  const limit = Math.trunc(page.limit);
  const rows = await q.query<OrderRowOfStore>(
    perUnit
      ? `select ${columnsOf('o')} from unnest(${bind(perUnit.units)}::uuid[]) as unit (id) cross join lateral (
           select ${columnsOf('o')} from orders.service_request o where o.${perUnit.column} = unit.id
             and ${where.join('\n and ')} order by ${by} limit ${limit}) o order by ${by} limit ${limit}`
      : `select ${columnsOf('o')} from orders.service_request o where ${where.join('\n and ')} order by ${by} limit ${limit}`,
    own,
  );
  return rows.map(toOrder);
}

/** Each organisation's own queue stands in an index in its order: a page is merged from their beginnings, not sorted. */
function unitsToMerge({
  performers,
  requesters,
  personIds,
}: ListSearch): { column: string; units: readonly string[] } | undefined {
  // One organisation's queue is read in its order as it is.
  if (personIds || (performers && requesters) || (performers ?? requesters)?.length === 1) return undefined;
  if (performers) return { column: 'performer_id', units: performers };
  return requesters && { column: 'requester_id', units: requesters };
}

export interface CountRow {
  kind: string;
  state: string;
  performerId: string;
  count: number;
  late: number;
}
/** Of what a list would show, by kind and state. */
export function countOrders(
  q: Sql,
  search: ListSearch,
  policy: string,
  args: readonly unknown[],
  now: Date,
): Promise<Omit<CountRow, 'performerId'>[]> {
  const own = [...args];
  const bind: Bind = (value) => `$${own.push(value)}`;
  const where = [...conditionsOf(search, bind, now), policy];
  return q.query(
    `select o.kind, o.state, count(*)::int as count, (count(*) filter (where o.due_at < ${bind(now)} and o.ended_at is null))::int as late
     from orders.service_request o where ${where.join('\n and ')} group by o.kind, o.state order by o.kind, o.state`,
    own,
  );
}

export function countsByPerformer(
  q: Sql,
  span: { from: Date; to: Date; kinds?: readonly string[] },
  now: Date,
): Promise<CountRow[]> {
  return q.query<CountRow>(
    `select o.kind, o.state, o.performer_id as "performerId", count(*)::int as count,
       (count(*) filter (where o.due_at < $3 and o.ended_at is null))::int as late
     from orders.service_request o where o.placed_at >= $1 and o.placed_at < $2 and ($4::text[] is null or o.kind = any($4::text[]))
     group by o.kind, o.state, o.performer_id`,
    [span.from, span.to, now, span.kinds ?? null],
  );
}

/** Newest first. */
export async function ordersOfPersons(
  q: Sql,
  personIds: readonly string[],
  search: { kinds?: readonly string[]; openOnly?: boolean; limit?: number },
): Promise<StoredOrder[]> {
  const rows = await q.query<OrderRowOfStore>(
    `select ${columnsOf('o')} from orders.service_request o where o.patient_id = any($1::uuid[])
       and ($2::text[] is null or o.kind = any($2::text[])) and (not $3 or o.ended_at is null)
     order by o.placed_at desc, o.order_id desc limit $4`,
    [personIds, search.kinds ?? null, search.openOnly ?? false, search.limit ?? 200],
  );
  return rows.map(toOrder);
}

export async function hasOpenOrderAt(q: Sql, personId: string, performerId: string): Promise<boolean> {
  const rows = await q.query(
    `select 1 from orders.service_request where patient_id = $1 and performer_id = $2 and ended_at is null limit 1`,
    [personId, performerId],
  );
  return rows.length > 0;
}
