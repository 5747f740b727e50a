// Rows of reports to the province's platform: queued in the step that finishes a visit, sent by a job.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { PlatformReport } from '../../rules/platform-report.ts';

export interface QueuedReport {
  personId: string;
  orderId: string;
  report: PlatformReport;
  attempts: number;
}

export const queueReport = (
  q: Transaction,
  one: { personId: string; orderId: string; report: PlatformReport },
  now: Date,
): Promise<unknown> =>
  q.query(
    `insert into home_care.platform_report (patient_id, order_id, state, content, next_at) values ($1, $2, 'queued', $3, $4)
     on conflict (patient_id, order_id) do nothing`,
    [one.personId, one.orderId, JSON.stringify(one.report), now],
  );

/** Takes what is due: until `leaseUntil` nobody else does. */
export async function takeDueReports(q: Transaction, now: Date, leaseUntil: Date): Promise<QueuedReport[]> {
  const due = await q.query<{ personId: string; orderId: string }>(
    `select patient_id as "personId", order_id as "orderId" from home_care.platform_report
     where state = 'queued' and next_at <= $1 order by next_at limit 20`,
    [now],
  );
  const taken: QueuedReport[] = [];
  for (const one of due) {
    const [row] = await q.query<{ content: string; attempts: number }>(
      `update home_care.platform_report set attempts = attempts + 1, next_at = $4
       where patient_id = $1 and order_id = $2 and state = 'queued' and next_at <= $3 returning content, attempts`,
      [one.personId, one.orderId, now, leaseUntil],
    );
    if (row) taken.push({ ...one, report: JSON.parse(row.content) as PlatformReport, attempts: row.attempts });
  }
  return taken;
}

export const decideReport = (
  q: Sql,
  one: QueuedReport,
  decided: { state: 'accepted' | 'refused'; said: string },
  now: Date,
): Promise<unknown> =>
  q.query(
    `update home_care.platform_report set state = $3, said = $4, decided_at = $5
     where patient_id = $1 and order_id = $2 and state = 'queued'`,
    [one.personId, one.orderId, decided.state, decided.said, now],
  );

export const putReportBack = (q: Sql, one: QueuedReport, nextAt: Date): Promise<unknown> =>
  q.query('update home_care.platform_report set next_at = $3 where patient_id = $1 and order_id = $2', [
    one.personId,
    one.orderId,
    nextAt,
  ]);
