// The SQL of messaging.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ReminderChannel } from '../contract.ts';

export interface NotificationRow {
  recipient: string;
  id: string;
  at: Date;
  code: string;
  parameters: Record<string, string | number>;
  urgency: 'normal' | 'urgent';
  link: string | null;
  read_at: Date | null;
}

export async function insertNotification(q: Sql, row: Omit<NotificationRow, 'read_at'>): Promise<void> {
  await q.query(
    `insert into messaging.notification (recipient, id, at, code, parameters, urgency, link) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (recipient, id) do nothing`,
    [row.recipient, row.id, row.at, row.code, JSON.stringify(row.parameters), row.urgency, row.link],
  );
}

/** The same notification for many; answers those who did not have it yet. */
export async function insertNotifications(
  q: Sql,
  recipients: readonly string[],
  row: Omit<NotificationRow, 'read_at' | 'recipient'>,
): Promise<string[]> {
  const rows = await q.query<{ recipient: string }>(
    `insert into messaging.notification (recipient, id, at, code, parameters, urgency, link)
     select r.recipient, $2, $3, $4, $5::jsonb, $6, $7 from unnest($1::uuid[]) as r (recipient)
     on conflict (recipient, id) do nothing returning recipient`,
    [recipients, row.id, row.at, row.code, JSON.stringify(row.parameters), row.urgency, row.link],
  );
  return rows.map(({ recipient }) => recipient);
}

/** Newest first; `before` is the id of the last one shown (ids are ordered by time). */
export function listNotifications(
  q: Sql,
  recipients: readonly string[],
  search: { before?: string; unreadOnly: boolean; limit: number },
): Promise<NotificationRow[]> {
  return q.query<NotificationRow>(
    `select recipient, id, at, code, parameters, urgency, link, read_at from messaging.notification
     where recipient = any($1::uuid[]) and ($2::uuid is null or id < $2) and (read_at is null or not $3)
     order by id desc limit $4`,
    [recipients, search.before ?? null, search.unreadOnly, search.limit],
  );
}

export async function countUnread(q: Sql, recipients: readonly string[]): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    'select count(*) as count from messaging.notification where recipient = any($1::uuid[]) and read_at is null',
    [recipients],
  );
  return row!.count;
}

export async function markRead(
  q: Sql,
  recipients: readonly string[],
  ids: readonly string[] | undefined,
  at: Date,
): Promise<void> {
  await q.query(
    `update messaging.notification set read_at = $3 where recipient = any($1::uuid[]) and read_at is null
     and ($2::uuid[] is null or id = any($2::uuid[]))`,
    [recipients, ids ?? null, at],
  );
}

export interface DeliveryRow {
  id: string;
  recipient: string;
  notification_id: string;
  channel: string;
  state: string;
  reached_by: string | null;
}

export async function insertDelivery(
  q: Sql,
  row: { id: string; recipient: string; notificationId: string; channel: string; at: Date },
): Promise<void> {
  await q.query(
    `insert into messaging.delivery (id, recipient, notification_id, channel, state, at) values ($1, $2, $3, $4, 'waiting', $5)
     on conflict (id) do nothing`,
    [row.id, row.recipient, row.notificationId, row.channel, row.at],
  );
}

export async function insertDeliveries(
  q: Sql,
  rows: readonly { id: string; recipient: string }[],
  about: { notificationId: string; channel: string; at: Date },
): Promise<void> {
  await q.query(
    `insert into messaging.delivery (id, recipient, notification_id, channel, state, at)
     select d.id, d.recipient, $3, $4, 'waiting', $5 from unnest($1::uuid[], $2::uuid[]) as d (id, recipient)`,
    [rows.map((row) => row.id), rows.map((row) => row.recipient), about.notificationId, about.channel, about.at],
  );
}

export async function findDelivery(q: Sql, id: string): Promise<(DeliveryRow & NotificationRow) | undefined> {
  const [delivery] = await q.query<DeliveryRow>(
    'select id, recipient, notification_id, channel, state, reached_by from messaging.delivery where id = $1',
    [id],
  );
  if (!delivery) return undefined;
  const [notification] = await q.query<NotificationRow>(
    'select * from messaging.notification where recipient = $1 and id = $2',
    [delivery.recipient, delivery.notification_id],
  );
  return notification && { ...notification, ...delivery };
}

export async function finishDelivery(q: Sql, id: string, state: string, at: Date): Promise<void> {
  await q.query('update messaging.delivery set state = $2, done_at = $3 where id = $1', [id, state, at]);
}

/** A card went out: a repeated attempt sends no second one. */
export async function noteReachedBy(q: Sql, id: string, channel: string): Promise<void> {
  await q.query('update messaging.delivery set reached_by = $2 where id = $1', [id, channel]);
}

export interface PhoneMessageRow {
  id: string;
  at: Date;
  phone: string;
  body: string;
  channel: ReminderChannel;
}
export function listPhoneMessages(q: Sql, limit: number): Promise<PhoneMessageRow[]> {
  return q.query(
    'select id, at, phone, body, channel from messaging.phone_message order by at desc, id desc limit $1',
    [limit],
  );
}
export const findPhoneMessage = async (q: Sql, id: string): Promise<PhoneMessageRow | undefined> =>
  (
    await q.query<PhoneMessageRow>('select id, at, phone, body, channel from messaging.phone_message where id = $1', [
      id,
    ])
  )[0];

/** Each its own text, in one statement. */
export async function insertEach(q: Sql, rows: readonly Omit<NotificationRow, 'read_at'>[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into messaging.notification (recipient, id, at, code, parameters, urgency, link)
     select r.recipient, r.id, r.at, r.code, r.parameters::jsonb, r.urgency, r.link
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
       as r (recipient, id, at, code, parameters, urgency, link)
     on conflict (recipient, id) do nothing`,
    [
      rows.map((row) => row.recipient),
      rows.map((row) => row.id),
      rows.map((row) => row.at),
      rows.map((row) => row.code),
      rows.map((row) => JSON.stringify(row.parameters)),
      rows.map((row) => row.urgency),
      rows.map((row) => row.link),
    ],
  );
}

/** Reminders that were read in the inbox have arrived, whichever screen showed them. */
export async function noteInboxRead(
  q: Sql,
  recipients: readonly string[],
  ids: readonly string[] | undefined,
  at: Date,
): Promise<void> {
  await q.query(
    `update messaging.delivery set state = 'read', read_at = $3, delivered_at = coalesce(delivered_at, $3), done_at = $3
     where recipient = any($1::uuid[]) and ($2::uuid[] is null or notification_id = any($2::uuid[]))
       and purpose = 'reminder' and channel in ('app', 'wecom', 'mini-program', 'tv') and state in ('sent', 'delivered')`,
    [recipients, ids ?? null, at],
  );
}
