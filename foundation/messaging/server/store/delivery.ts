// Rows of deliveries of reminders: one for each channel that was tried, with the receipts that came.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ReminderChannel } from '../../contract.ts';
import type { DeliveryState } from '../../rules/delivery-state.ts';

export interface ReminderDelivery {
  id: string;
  recipient: string;
  notificationId: string;
  channel: ReminderChannel;
  state: DeliveryState;
  nextChannels: ReminderChannel[];
  at: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  doneAt: Date | null;
  why: string | null;
  movedOnAt: Date | null;
}
const columns = `d.id, d.recipient, d.notification_id as "notificationId", d.channel, d.state,
  d.next_channels as "nextChannels", d.at, d.sent_at as "sentAt", d.delivered_at as "deliveredAt",
  d.read_at as "readAt", d.done_at as "doneAt", d.why, d.moved_on_at as "movedOnAt"`;

export async function insertReminderDeliveries(
  q: Sql,
  rows: readonly Pick<ReminderDelivery, 'id' | 'recipient' | 'notificationId' | 'channel' | 'nextChannels' | 'at'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into messaging.delivery (id, recipient, notification_id, channel, state, at, purpose, next_channels)
     select r.id, r.recipient, r.notification_id, r.channel, 'waiting', r.at, 'reminder', string_to_array(r.next, ' ')
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
       as r (id, recipient, notification_id, channel, at, next) on conflict (id) do nothing`,
    [
      rows.map(({ id }) => id),
      rows.map(({ recipient }) => recipient),
      rows.map(({ notificationId }) => notificationId),
      rows.map(({ channel }) => channel),
      rows.map(({ at }) => at),
      rows.map(({ nextChannels }) => nextChannels.join(' ')),
    ],
  );
}

/** Held until the transaction ends, so that a receipt and a clock do not both move on. */
export const lockDelivery = async (q: Sql, id: string): Promise<ReminderDelivery | undefined> =>
  (
    await q.query<ReminderDelivery>(
      `select ${columns} from messaging.delivery d where d.id = $1 and d.purpose = 'reminder' for update -- local`,
      [id],
    )
  )[0];

/** Times that are set stay. */
export async function noteDelivery(
  q: Sql,
  id: string,
  state: DeliveryState,
  at: Date,
  more: { why?: string | undefined; addressHash?: string | undefined } = {},
): Promise<void> {
  await q.query(
    `update messaging.delivery set state = $2, done_at = $3, why = coalesce($4, why),
       address_hash = coalesce($5, address_hash),
       sent_at = case when $2 in ('sent', 'delivered', 'read') then coalesce(sent_at, $3) else sent_at end,
       delivered_at = case when $2 in ('delivered', 'read') then coalesce(delivered_at, $3) else delivered_at end,
       read_at = case when $2 = 'read' then coalesce(read_at, $3) else read_at end
     where id = $1`,
    [id, state, at, more.why ?? null, more.addressHash ?? null],
  );
}

/** True for the first caller. */
export async function moveOn(q: Sql, id: string, at: Date): Promise<boolean> {
  const rows = await q.query(
    'update messaging.delivery set moved_on_at = $2 where id = $1 and moved_on_at is null returning id',
    [id, at],
  );
  return rows.length > 0;
}

/** In the order in which they were tried. */
export const deliveriesOf = (
  q: Sql,
  recipients: readonly string[],
  notificationIds: readonly string[],
): Promise<ReminderDelivery[]> =>
  q.query<ReminderDelivery>(
    `select ${columns} from messaging.delivery d
     where d.recipient = any($1::uuid[]) and d.notification_id = any($2::uuid[]) order by d.at, d.id`,
    [recipients, notificationIds],
  );

/** What has not gone out is taken back; returns how many. */
export async function withdrawWaiting(
  q: Sql,
  recipients: readonly string[],
  notificationIds: readonly string[],
  at: Date,
): Promise<number> {
  const rows = await q.query(
    `update messaging.delivery set moved_on_at = $3, done_at = coalesce(done_at, $3),
       state = case when state = 'waiting' then 'withdrawn' else state end
     where recipient = any($1::uuid[]) and notification_id = any($2::uuid[]) and purpose = 'reminder'
       and (state = 'waiting' or moved_on_at is null) returning id`,
    [recipients, notificationIds, at],
  );
  return rows.length;
}

/** Whom texts to this phone were for in the time before. */
export async function recipientsAt(q: Sql, addressHash: string, since: Date): Promise<string[]> {
  const rows = await q.query<{ recipient: string }>(
    `select distinct recipient from messaging.delivery where address_hash = $1 and at >= $2`,
    [addressHash, since],
  );
  return rows.map(({ recipient }) => recipient);
}

/** What stands on these people's televisions: reminders there that nobody has seen, with their notifications. */
export const bannersOf = (
  q: Sql,
  recipients: readonly string[],
  since: Date,
): Promise<{ id: string; recipient: string; notificationId: string; state: DeliveryState; at: Date }[]> =>
  q.query(
    `select d.id, d.recipient, d.notification_id as "notificationId", d.state, d.at from messaging.delivery d
     where d.recipient = any($1::uuid[]) and d.channel = 'tv' and d.state in ('sent', 'delivered') and d.at >= $2
     order by d.at desc, d.id desc limit 5`,
    [recipients, since],
  );

export const notificationsById = (
  q: Sql,
  recipients: readonly string[],
  ids: readonly string[],
): Promise<
  {
    recipient: string;
    id: string;
    at: Date;
    code: string;
    parameters: Record<string, string | number>;
    urgency: 'normal' | 'urgent';
    link: string | null;
    readAt: Date | null;
  }[]
> =>
  q.query(
    `select recipient, id, at, code, parameters, urgency, link, read_at as "readAt" from messaging.notification
     where recipient = any($1::uuid[]) and id = any($2::uuid[])`,
    [recipients, ids],
  );
