// The peer: the bare transaction that writes the rows of one step, statement by statement, with no rule and no check.
import type { Db } from '#platform/kernel/db/db.ts';
import type { TrialOrders } from './trial-orders.ts';

export interface BenchOrder {
  personId: string;
  orderId: string;
  /** Whether the next step takes it or gives it back. */
  taken: boolean;
}

export async function bareStep(db: Db, { kernel, actors }: TrialOrders, order: BenchOrder): Promise<void> {
  const now = kernel.clock.now();
  const actor = actors.get('one')!;
  const [from, to] = order.taken ? ['taken', 'waiting'] : ['waiting', 'taken'];
  await db.tx(async (q) => {
    const [row] = await q.query<{ version: number }>(
      'select * from orders.service_request where patient_id = $1 and order_id = $2 for update',
      [order.personId, order.orderId],
    );
    const version = row!.version + 1;
    await q.query(
      `update orders.service_request set state = $3, version = $4, moved_at = $5, assignee_id = $6, assignee_name = $7
       where patient_id = $1 and order_id = $2`,
      [order.personId, order.orderId, to, version, now, actor.accountId, actor.displayName],
    );
    await q.query(
      `insert into orders.history (patient_id, order_id, version, transition, from_state, to_state, at, account_id, by_name,
         by_who, place_id, request_key, given) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'performer', $10, $11, '{}')`,
      [
        order.personId,
        order.orderId,
        version,
        order.taken ? 'release' : 'take',
        from,
        to,
        now,
        actor.accountId,
        actor.displayName,
        actor.homeUnitId,
        kernel.newId(),
      ],
    );
    const payload = { orderId: order.orderId, personId: order.personId, kind: 'measured', state: to, version };
    await q.query('insert into events.outbox (id, name, payload, at) values ($1, $2, $3, $4)', [
      kernel.newId(),
      'orders.order-moved',
      JSON.stringify(payload),
      now,
    ]);
    const id = kernel.newId();
    await q.query('insert into audit.journal (id, entries) values ($1, $2)', [id, `${id} ${JSON.stringify(payload)}`]);
  });
  order.taken = !order.taken;
}
