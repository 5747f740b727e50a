// When orders were placed, first answered and ended: for indicators of the contexts that ask.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface OrderSpan {
  personId: string;
  orderId: string;
  kind: string;
  state: string;
  placedAt: Date;
  /** The first step that somebody of the performer made. */
  answeredAt: Date | null;
  endedAt: Date | null;
}

/** Of orders placed within the span, in the order in which they were placed. */
export const orderSpans = (q: Sql, span: { from: Date; to: Date; kinds: readonly string[] }): Promise<OrderSpan[]> =>
  q.query<OrderSpan>(
    `select o.patient_id as "personId", o.order_id as "orderId", o.kind, o.state, o.placed_at as "placedAt",
       (select min(h.at) from orders.history h where h.patient_id = o.patient_id and h.order_id = o.order_id
          and h.by_who in ('performer', 'assignee')) as "answeredAt", o.ended_at as "endedAt"
     from orders.service_request o where o.placed_at >= $1 and o.placed_at < $2 and o.kind = any($3::text[])
     order by o.placed_at, o.order_id`,
    [span.from, span.to, span.kinds],
  );
