// Orders and their history: locked, written and read one by one.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Who } from '../../rules/order-kind.ts';
import { columnsOf, toOrder, urgencyOrder, type OrderRowOfStore, type StoredOrder } from './order-row.ts';

export interface HistoryRow {
  personId: string;
  orderId: string;
  version: number;
  transition?: string;
  from?: string;
  to: string;
  at: Date;
  accountId: string;
  byName: string;
  byWho: Who;
  placeId?: string;
  requestKey: string;
  given: Record<string, unknown>;
}

export async function findOrder(q: Sql, personId: string, orderId: string): Promise<StoredOrder | undefined> {
  const [row] = await q.query<OrderRowOfStore>(
    `select ${columnsOf('o')} from orders.service_request o where o.patient_id = $1 and o.order_id = $2`,
    [personId, orderId],
  );
  return row && toOrder(row);
}

/**
 * Holds the row until the transaction ends; `done` is the version that this key made before. The subselects see what was
 * committed when the statement began, the locked row what was committed since: where their versions differ, somebody was
 * waited for, and the key is asked for once more.
 */
export async function lockOrder(
  q: Transaction,
  personId: string,
  orderId: string,
  requestKey: string,
): Promise<{ order: StoredOrder; done?: number } | undefined> {
  const [row] = await q.query<OrderRowOfStore & { done: number | null; seen: number }>(
    `select ${columnsOf('o')},
       (select h.version from orders.history h where h.patient_id = $1 and h.order_id = $2 and h.request_key = $3) as done,
       (select max(h.version) from orders.history h where h.patient_id = $1 and h.order_id = $2) as seen
     from orders.service_request o where o.patient_id = $1 and o.order_id = $2 for update of o`,
    [personId, orderId, requestKey],
  );
  if (!row) return undefined;
  const done = row.seen === row.version ? row.done : await versionOfKey(q, personId, orderId, requestKey);
  return { order: toOrder(row), ...(typeof done === 'number' && { done }) };
}

/** Holds the row until the transaction ends. */
export async function holdOrder(q: Transaction, personId: string, orderId: string): Promise<void> {
  await q.query(`select 1 from orders.service_request o where o.patient_id = $1 and o.order_id = $2 for update of o`, [
    personId,
    orderId,
  ]);
}

/** As `holdOrder`, but nothing where somebody else holds the row right now. */
export async function lockFreeOrder(q: Transaction, personId: string, orderId: string): Promise<boolean> {
  const rows = await q.query(
    `select 1 from orders.service_request o where o.patient_id = $1 and o.order_id = $2 for update of o skip locked`,
    [personId, orderId],
  );
  return rows.length > 0;
}

async function versionOfKey(
  q: Sql,
  personId: string,
  orderId: string,
  requestKey: string,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    'select version from orders.history where patient_id = $1 and order_id = $2 and request_key = $3',
    [personId, orderId, requestKey],
  );
  return row?.version;
}

const historyColumns =
  'patient_id, order_id, version, transition, from_state, to_state, at, account_id, by_name, place_id, request_key, given, by_who';
const historyValues = (row: HistoryRow): unknown[] => [
  row.personId,
  row.orderId,
  row.version,
  row.transition ?? null,
  row.from ?? null,
  row.to,
  row.at,
  row.accountId,
  row.byName,
  row.placeId ?? null,
  row.requestKey,
  JSON.stringify(row.given),
  row.byWho,
];

/** The order and its first line of history, in one statement; false where the id or the unique place is taken. */
export async function insertOrder(
  q: Transaction,
  order: StoredOrder,
  uniqueKey: string | undefined,
  history: HistoryRow,
): Promise<boolean> {
  const rows = await q.query(
    `with made as (
       insert into orders.service_request (patient_id, order_id, kind, state, version, urgency, payload, requested_by,
         requester_name, requester_id, performer_id, placed_at, moved_at, due_clock, due_at, unique_key, series_id)
       values ($1, $2, $14, $6, $3, $15, $16, $23, $24, $17, $18, $7, $7, $19, $20, $21, $22)
       on conflict do nothing returning version)
     insert into orders.history (${historyColumns})
     select $1, $2, $3::int, $4, $5, $6, $7::timestamptz, $8, $9, $10, $11, $12::jsonb, $13 from made returning version`,
    [
      ...historyValues(history),
      order.kind,
      urgencyOrder.indexOf(order.urgency),
      JSON.stringify(order.payload),
      order.requesterId,
      order.performerId,
      order.dueClock ?? null,
      order.dueAt ?? null,
      uniqueKey ?? null,
      order.seriesId ?? null,
      order.requestedBy,
      order.requesterName,
    ],
  );
  return rows.length > 0;
}

export async function openOrderLike(
  q: Sql,
  personId: string,
  kind: string,
  uniqueKey: string,
): Promise<string | undefined> {
  const [row] = await q.query<{ order_id: string }>(
    'select order_id from orders.service_request where patient_id = $1 and kind = $2 and unique_key = $3',
    [personId, kind, uniqueKey],
  );
  return row?.order_id;
}

/** The locked order as it stands after a step, and the step's line of history, in one statement. */
export async function writeStep(
  q: Transaction,
  order: StoredOrder,
  uniqueKey: string | undefined,
  history: HistoryRow,
): Promise<void> {
  const rows = await q.query(
    `with moved as (
       update orders.service_request set state = $6, version = $3::int, moved_at = $7, payload = $14, result = $15,
         performer_id = $16, assignee_id = $17, assignee_name = $18, ended_at = $19, due_clock = $20, due_at = $21, unique_key = $22
       where patient_id = $1 and order_id = $2 and version = $3::int - 1 returning version)
     insert into orders.history (${historyColumns})
     select $1, $2, $3::int, $4, $5, $6, $7::timestamptz, $8, $9, $10, $11, $12::jsonb, $13 from moved returning version`,
    [
      ...historyValues(history),
      JSON.stringify(order.payload),
      order.result ? JSON.stringify(order.result) : null,
      order.performerId,
      order.assigneeId ?? null,
      order.assigneeName ?? null,
      order.endedAt ?? null,
      order.dueClock ?? null,
      order.dueAt ?? null,
      uniqueKey ?? null,
    ],
  );
  if (rows.length !== 1) throw new Error(`order ${order.orderId} was not locked before its step`);
}

interface HistoryRowOfStore {
  version: number;
  transition: string | null;
  from_state: string | null;
  to_state: string;
  at: Date;
  account_id: string;
  by_name: string;
  by_who: Who;
  place_id: string | null;
  request_key: string;
  given: Record<string, unknown>;
}

/** Oldest first. */
export async function historyOf(q: Sql, personId: string, orderId: string): Promise<HistoryRow[]> {
  const rows = await q.query<HistoryRowOfStore>(
    `select version, transition, from_state, to_state, at, account_id, by_name, by_who, place_id, request_key, given
     from orders.history where patient_id = $1 and order_id = $2 order by version`,
    [personId, orderId],
  );
  return rows.map((row) => ({
    personId,
    orderId,
    version: row.version,
    ...(row.transition && { transition: row.transition }),
    ...(row.from_state && { from: row.from_state }),
    to: row.to_state,
    at: row.at,
    accountId: row.account_id,
    byName: row.by_name,
    byWho: row.by_who,
    ...(row.place_id && { placeId: row.place_id }),
    requestKey: row.request_key,
    given: row.given,
  }));
}
