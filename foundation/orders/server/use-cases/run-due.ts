// The clock's work: steps of running clocks that are due, and orders that series open today. All of it is rows, so a restart loses none.
import { createHash } from 'node:crypto';
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { nextOccasion } from '../../rules/series.ts';
import { dueAtStep } from '../../rules/step.ts';
import type { Parts } from '../parts.ts';
import { dueClocks, endClocks, setClock, stillDue, type ClockRow } from '../store/clock.ts';
import { findOrder, lockFreeOrder } from '../store/order.ts';
import { urgencyOrder } from '../store/order-row.ts';
import { advanceSeries, endSeriesRow, findSeries, noteOpened, takeDueSeries } from '../store/series.ts';
import { moveOrder } from './move-order.ts';
import { placeOrder } from './place-order.ts';
import { sendNotices } from './send-notices.ts';

export const runDueJob = 'orders.run-due';
const atOnce = 100;

/** How much was done; until nothing is due. */
export async function runDue(parts: Parts, now: Date): Promise<number> {
  let done = 0;
  for (;;) {
    const due = await dueClocks(parts.kernel.db, now, atOnce);
    let moved = 0;
    for (const clock of due) if (await runClock(parts, clock, now)) moved += 1;
    done += moved;
    // What is left is held by others right now; the next turn comes in half a minute.
    if (due.length < atOnce || moved === 0) break;
  }
  for (;;) {
    const opened = await openDueSeries(parts, now);
    done += opened;
    if (opened < atOnce) return done;
  }
}

async function runClock(parts: Parts, row: ClockRow, now: Date): Promise<boolean> {
  const { kernel } = parts;
  const actor = systemActor(`job ${runDueJob}`, kernel.newId());
  return kernel.db.tx(async (q) => {
    if (!(await lockFreeOrder(q, row.personId, row.orderId)) || !(await stillDue(q, row))) return false;
    const order = (await findOrder(q, row.personId, row.orderId))!;
    const kind = parts.kinds.get(order.kind)?.kind;
    const clock = kind?.clocks?.[row.clock];
    const step = clock?.steps[row.step];
    if (!kind || !clock || !step) {
      kernel.log.warn({ order: row.orderId, clock: row.clock }, 'a clock runs that no order kind knows; it is stopped');
      await endClocks(q, row.orderId, [row.clock]);
      return true;
    }
    const dueAt = dueAtStep(clock, row.step + 1, order.payload, row.startedAt);
    if (dueAt) await setClock(q, { ...row, step: row.step + 1, dueAt });
    else await endClocks(q, row.orderId, [row.clock]);
    if (step.notice) await sendNotices(parts, q, kind, order, [step.notice], '', now);
    if (step.transition) {
      const moving = { personId: row.personId, orderId: row.orderId, transition: step.transition, key: keyOf(row) };
      const moved = await moveOrder(parts, q, actor, moving, now);
      if (!moved.ok) throw new Error(`the clock ${row.clock} could not take ${step.transition}: ${moved.problem.code}`);
    }
    return true;
  });
}

/** The same step of the same clock always has the same key. */
function keyOf(row: ClockRow): string {
  const text = `${row.orderId} ${row.clock} ${row.step} ${row.startedAt.toISOString()}`;
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function openDueSeries(parts: Parts, now: Date): Promise<number> {
  const { kernel } = parts;
  const today = dayOf(now);
  return kernel.db.tx(async (q) => {
    const due = await takeDueSeries(q, today, atOnce);
    for (const one of due) {
      const series = await findSeries(q, one.personId, one.seriesId);
      if (!series || series.endedAt || one.nextOn > series.untilOn) {
        await endSeriesRow(q, one.personId, one.seriesId, now);
        continue;
      }
      const placed = await placeOrder(
        parts,
        q,
        systemActor(`job ${runDueJob}`, kernel.newId()),
        {
          orderId: kernel.newId(),
          personId: series.personId,
          kind: series.kind,
          payload: series.payload,
          urgency: urgencyOrder[series.urgency]!,
          requesterId: series.requesterId,
          seriesId: series.seriesId,
          ...(series.performerId && { performerId: series.performerId }),
        },
        now,
        { accountId: series.requestedBy, name: series.requesterName },
      );
      // The one before is still open, say: the next occasion comes anyway.
      if (!placed.ok) kernel.log.info({ series: one.seriesId, code: placed.problem.code }, 'a series opened no order');
      const next = nextOccasion(one.nextOn, series.everyDays, today);
      if (next > series.untilOn) {
        if (placed.ok) await noteOpened(q, series);
        await endSeriesRow(q, one.personId, one.seriesId, now);
      } else await advanceSeries(q, series, next, placed.ok);
    }
    return due.length;
  });
}
