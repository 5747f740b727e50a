// Series that open an order again and again, and the day on which each opens the next.
import type { Day } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';

export interface SeriesRow {
  personId: string;
  seriesId: string;
  kind: string;
  payload: Record<string, unknown>;
  /** Place in the order of urgencies. */
  urgency: number;
  requestedBy: string;
  requesterName: string;
  requesterId: string;
  performerId: string | null;
  everyDays: number;
  untilOn: Day;
  opened: number;
  endedAt: Date | null;
  nextOn: Day | null;
}
const columns = `s.patient_id as "personId", s.series_id as "seriesId", s.kind, s.payload, s.urgency, s.requested_by as "requestedBy",
  s.requester_name as "requesterName", s.requester_id as "requesterId", s.performer_id as "performerId", s.every_days as "everyDays",
  s.until_on as "untilOn", s.opened, s.ended_at as "endedAt", d.next_on as "nextOn"`;
const joined = 'orders.series s left join orders.series_due d on d.series_id = s.series_id';

/** False where the id stands already. */
export async function insertSeries(
  q: Transaction,
  row: Omit<SeriesRow, 'opened' | 'endedAt'>,
  now: Date,
): Promise<boolean> {
  const made = await q.query(
    `insert into orders.series (patient_id, series_id, kind, payload, urgency, requested_by, requester_name, requester_id,
       performer_id, every_days, until_on, opened, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12) on conflict do nothing returning series_id`,
    [
      row.personId,
      row.seriesId,
      row.kind,
      JSON.stringify(row.payload),
      row.urgency,
      row.requestedBy,
      row.requesterName,
      row.requesterId,
      row.performerId,
      row.everyDays,
      row.untilOn,
      now,
    ],
  );
  if (made.length === 0) return false;
  await q.query('insert into orders.series_due (series_id, patient_id, next_on) values ($1, $2, $3)', [
    row.seriesId,
    row.personId,
    row.nextOn,
  ]);
  return true;
}

export async function findSeries(q: Sql, personId: string, seriesId: string): Promise<SeriesRow | undefined> {
  const [row] = await q.query<SeriesRow>(
    `select ${columns} from ${joined} where s.patient_id = $1 and s.series_id = $2`,
    [personId, seriesId],
  );
  return row;
}

export const seriesOf = (q: Sql, personId: string): Promise<SeriesRow[]> =>
  q.query<SeriesRow>(
    `select ${columns} from ${joined} where s.patient_id = $1 order by s.started_at desc, s.series_id`,
    [personId],
  );

export async function endSeriesRow(q: Transaction, personId: string, seriesId: string, now: Date): Promise<void> {
  await q.query(
    'update orders.series set ended_at = $3 where patient_id = $1 and series_id = $2 and ended_at is null',
    [personId, seriesId, now],
  );
  await q.query('delete from orders.series_due where series_id = $1', [seriesId]);
}

/** Takes some that are due today, until the transaction ends; others that work beside take others. */
export const takeDueSeries = (
  q: Transaction,
  today: Day,
  limit: number,
): Promise<{ seriesId: string; personId: string; nextOn: Day }[]> =>
  q.query(
    `select series_id as "seriesId", patient_id as "personId", next_on as "nextOn" from orders.series_due
     where next_on <= $1 order by next_on, series_id limit $2 for update skip locked -- local`,
    [today, limit],
  );

export async function advanceSeries(
  q: Transaction,
  row: { personId: string; seriesId: string },
  nextOn: Day,
  opened: boolean,
): Promise<void> {
  await q.query('update orders.series_due set next_on = $2 where series_id = $1', [row.seriesId, nextOn]);
  if (opened) await noteOpened(q, row);
}
export async function noteOpened(q: Transaction, row: { personId: string; seriesId: string }): Promise<void> {
  await q.query('update orders.series set opened = opened + 1 where patient_id = $1 and series_id = $2', [
    row.personId,
    row.seriesId,
  ]);
}
