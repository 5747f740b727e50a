// What was told about an order, and how it was rated.
import type { MessageParameters } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Notice } from '../../rules/order-kind.ts';

export interface NoticeRow {
  noticeId: string;
  to: Notice['to'];
  message: string;
  parameters: MessageParameters;
  at: Date;
}
export async function insertNotices(
  q: Transaction,
  personId: string,
  orderId: string,
  rows: readonly NoticeRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into orders.notice (patient_id, order_id, notice_id, recipient, message, parameters, at)
     select $1, $2, n.notice_id, n.recipient, n.message, n.parameters::jsonb, n.at
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
       as n (notice_id, recipient, message, parameters, at)`,
    [
      personId,
      orderId,
      rows.map((row) => row.noticeId),
      rows.map((row) => row.to),
      rows.map((row) => row.message),
      rows.map((row) => JSON.stringify(row.parameters)),
      rows.map((row) => row.at),
    ],
  );
}

export const noticesOf = (q: Sql, personId: string, orderId: string): Promise<NoticeRow[]> =>
  q.query<NoticeRow>(
    `select notice_id as "noticeId", recipient as "to", message, parameters, at from orders.notice
     where patient_id = $1 and order_id = $2 order by at, notice_id`,
    [personId, orderId],
  );

export interface RatingRow {
  by: 'requester' | 'person';
  stars: number;
  comment: string | null;
  at: Date;
}
/** A second rating by the same side replaces the first. */
export async function saveRating(
  q: Transaction,
  rated: { personId: string; orderId: string; accountId: string } & RatingRow,
): Promise<void> {
  await q.query(
    `insert into orders.rating (patient_id, order_id, rated_by, stars, comment, account_id, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (patient_id, order_id, rated_by) do update set stars = excluded.stars, comment = excluded.comment,
       account_id = excluded.account_id, at = excluded.at`,
    [rated.personId, rated.orderId, rated.by, rated.stars, rated.comment, rated.accountId, rated.at],
  );
}
export const ratingsOf = (q: Sql, personId: string, orderId: string): Promise<RatingRow[]> =>
  q.query<RatingRow>(
    `select rated_by as "by", stars, comment, at from orders.rating where patient_id = $1 and order_id = $2 order by rated_by`,
    [personId, orderId],
  );
