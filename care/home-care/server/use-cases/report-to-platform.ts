// Tells the province's platform of finished visits: queued with the step, sent by a job until it answers.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { yuanText } from '#foundation/billing/rules/money.ts';
import type { Order } from '#foundation/orders/server/index.ts';
import { retryMinutes } from '../../rules/platform-report.ts';
import type { Parts } from '../parts.ts';
import { decideReport, putReportBack, queueReport, takeDueReports } from '../store/platform-report.ts';
import { qualificationsOf } from '../store/qualification.ts';
import { findVisit } from '../store/visit.ts';

export const reportJob = 'home-care.report-visits';
const leaseSeconds = 120;
const timeoutMilliseconds = 10_000;

/** Nothing is queued where no platform is connected. */
export async function noteFinished(parts: Parts, q: Transaction, order: Order, now: Date): Promise<void> {
  if (!parts.platform) return;
  const visit = await findVisit(q, order.personId, order.orderId);
  const [held] = order.assigneeId ? await qualificationsOf(q, [order.assigneeId]) : [];
  const charge = await parts.billing.charge(q, order.personId, order.orderId);
  await queueReport(
    q,
    {
      personId: order.personId,
      orderId: order.orderId,
      report: {
        order_id: order.orderId,
        institution_id: order.performerId,
        service_code: visit?.itemCode ?? 'QUOTED',
        service_name: visit?.itemName ?? '',
        nurse_licence: held?.licence ?? '',
        arrived_at: visit?.arrivedAt?.toISOString() ?? now.toISOString(),
        finished_at: now.toISOString(),
        amount: yuanText(charge?.totalFen ?? 0),
        simulated: visit?.simulated ?? false,
      },
    },
    now,
  );
  await parts.kernel.jobs.enqueue(q, { kind: reportJob, payload: {}, singletonKey: order.orderId });
}

/** How many were decided. */
export async function reportVisits({ kernel, platform }: Parts): Promise<number> {
  if (!platform) return 0;
  const now = kernel.clock.now();
  const due = await kernel.db.tx((q) => takeDueReports(q, now, new Date(now.getTime() + leaseSeconds * 1_000)));
  let decided = 0;
  for (const one of due) {
    try {
      const reply = await platform.report(one.report, AbortSignal.timeout(timeoutMilliseconds));
      const said = String(reply.state === 'accepted' ? reply.reference : reply.reason).slice(0, 200);
      await decideReport(kernel.db, one, { state: reply.state, said }, kernel.clock.now());
      decided += 1;
    } catch (error) {
      kernel.log.warn({ order: one.orderId, error: (error as Error).message }, 'the nursing platform did not answer');
      await putReportBack(kernel.db, one, new Date(now.getTime() + retryMinutes(one.attempts) * 60_000));
    }
  }
  return decided;
}
