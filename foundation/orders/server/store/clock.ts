// Running clocks as rows: begun and ended by steps, taken by the job when they are due.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';

export interface ClockRow {
  orderId: string;
  personId: string;
  clock: string;
  startedAt: Date;
  step: number;
  dueAt: Date;
}

const columns = `order_id as "orderId", patient_id as "personId", clock, started_at as "startedAt", step, due_at as "dueAt"`;

export async function endClocks(q: Transaction, orderId: string, clocks: readonly string[]): Promise<void> {
  if (clocks.length === 0) return;
  await q.query('delete from orders.clock where order_id = $1 and clock = any($2::text[])', [orderId, clocks]);
}

export async function setClock(q: Transaction, row: ClockRow): Promise<void> {
  await q.query(
    `insert into orders.clock (order_id, clock, patient_id, started_at, step, due_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (order_id, clock) do update set started_at = excluded.started_at, step = excluded.step, due_at = excluded.due_at`,
    [row.orderId, row.clock, row.personId, row.startedAt, row.step, row.dueAt],
  );
}

/** Other clocks of the order that run on. */
export const runningClocks = (q: Sql, orderId: string, except: readonly string[]): Promise<ClockRow[]> =>
  q.query<ClockRow>(`select ${columns} from orders.clock where order_id = $1 and not (clock = any($2::text[]))`, [
    orderId,
    except,
  ]);

/** Clocks that are due: the job works through them, one transaction each. */
export function dueClocks(q: Sql, now: Date, limit: number): Promise<ClockRow[]> {
  return q.query<ClockRow>(
    `select ${columns} from orders.clock where due_at <= $1 order by due_at, order_id limit $2`,
    [now, limit],
  );
}

/** As it stands now, where it is still due at this step. */
export async function stillDue(q: Sql, row: ClockRow): Promise<boolean> {
  const rows = await q.query(
    'select 1 from orders.clock where order_id = $1 and clock = $2 and step = $3 and due_at = $4',
    [row.orderId, row.clock, row.step, row.dueAt],
  );
  return rows.length > 0;
}
