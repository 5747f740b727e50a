// Visits planned against actual as a list, a sheet, and one with what proves it; and the month's check-ins for other contexts.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type {
  CheckInDetail,
  CheckInFilters,
  CheckInsQuery,
  CheckInsReply,
  VisitCheckIn,
} from '../../check-in-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { matchesCheckIn, orderedCheckIns } from '../../rules/check-in-list.ts';
import type { Parts } from '../parts.ts';
import { noCounty, spanRefused, visitUnknown } from '../problems.ts';
import { findCheckIn, listCheckIns, listEntries, type CheckInSpan } from '../store/check-in.ts';
import { dayPermission, figuresOf, viewsOf, visibleTo } from './check-in-views.ts';
import { countyOf } from './county-of.ts';
import { commitmentSource } from './expect-visits.ts';

const usualLimit = 50;
const longestDays = 366;

async function found(parts: Parts, actor: Actor, query: CheckInFilters, now: Date): Promise<Result<VisitCheckIn[]>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const days = (Date.parse(query.toOn) - Date.parse(query.fromOn)) / 86_400_000;
  if (days < 0 || days > longestDays) return fail(spanRefused('toOn'));
  const rows = await listCheckIns(parts.kernel.db, { ...query, countyId: county.countyId });
  const views = await viewsOf(parts, parts.kernel.db, await visibleTo(parts, parts.kernel.db, actor, rows), now);
  return succeed(orderedCheckIns(views.filter((view) => matchesCheckIn(view, query)), query)); // prettier-ignore
}

export async function readCheckIns(
  parts: Parts,
  actor: Actor,
  query: CheckInsQuery,
  now: Date,
): Promise<Result<CheckInsReply>> {
  const all = await found(parts, actor, query, now);
  if (!all.ok) return all;
  const from = Number(query.page ?? 0) || 0;
  const to = from + (query.limit ?? usualLimit);
  return succeed({
    items: all.value.slice(from, to),
    total: all.value.length,
    figures: figuresOf(all.value),
    ...(to < all.value.length && { next: String(to) }),
  });
}

export async function exportCheckIns(
  parts: Parts,
  actor: Actor,
  query: CheckInFilters,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Result<Buffer>> {
  const { kernel } = parts;
  const all = await found(parts, actor, query, now);
  if (!all.ok) return all;
  const word = (code: string) => kernel.messages.render(actor.locale, `roving.${code}`);
  const cells: [string, (visit: VisitCheckIn) => string | number][] = [
    ['day', ({ on }) => on],
    ['township', ({ townshipName }) => townshipName],
    ['village', ({ villageName }) => villageName],
    ['point', ({ pointName }) => pointName],
    ['service', ({ service }) => word(`check-in-service.${service}`)],
    ['vehicle', ({ vehicleName }) => vehicleName],
    ['staff', ({ staffName }) => staffName ?? ''],
    ['planned-arrive', ({ plannedArriveAt }) => timeText(plannedArriveAt)],
    ['arrive', ({ arriveAt }) => timeText(arriveAt)],
    ['late-minutes', ({ punctuality }) => punctuality?.lateMinutes ?? ''],
    ['planned-leave', ({ plannedLeaveAt }) => timeText(plannedLeaveAt)],
    ['leave', ({ leaveAt }) => timeText(leaveAt)],
    ['stay-minutes', ({ punctuality }) => punctuality?.stayMinutes ?? ''],
    ['state', ({ state }) => word(`visit-state.${state}`)],
    ['source', ({ source }) => (source ? word(`check-in-source.${source}`) : '')],
  ];
  const sheet = await writeSheet(format, {
    name: word('check-in-sheet'),
    headings: cells.map(([code]) => word(`check-in-column.${code}`)),
    rows: all.value.map((visit) => cells.map(([, cell]) => cell(visit))),
  });
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: dayPermission,
    outcome: 'success',
    detail: { exported: all.value.length, format },
  });
  return succeed(sheet);
}

const timeText = (at: string | undefined): string =>
  at === undefined ? '' : clockText((Date.parse(at) - Date.parse(`${dayOf(at)}T00:00:00+08:00`)) / 60_000);

export async function readCheckIn(
  parts: Parts,
  actor: Actor,
  visitId: string,
  now: Date,
): Promise<Result<CheckInDetail>> {
  const { kernel, fleet } = parts;
  const q = kernel.db;
  const row = await findCheckIn(q, visitId);
  // Whoever may not see a visit learns nothing of it.
  const [visible] = row ? await visibleTo(parts, q, actor, [row]) : [];
  if (!visible) return fail(visitUnknown);
  const [view] = await viewsOf(parts, q, [visible], now);
  const stays = await fleet.stays(q, commitmentSource, [visitId]);
  return succeed({
    ...view!,
    stays: stays.map(({ stayId, arrivedAt, confirmedAt, leftAt, evidence }) => ({
      stayId,
      arrivedAt,
      ...(confirmedAt && { confirmedAt }),
      ...(leftAt && { leftAt }),
      evidence,
    })),
    entries: (await listEntries(q, visitId)).map((entry) => ({
      entryId: entry.entryId,
      kind: entry.kind,
      ...(entry.at && { at: entry.at.toISOString() }),
      ...(entry.arriveAt && { arriveAt: entry.arriveAt.toISOString() }),
      ...(entry.leaveAt && { leaveAt: entry.leaveAt.toISOString() }),
      ...(entry.distanceMetres !== null && { distanceMetres: entry.distanceMetres }),
      reason: entry.reason,
      byName: entry.byName,
      enteredAt: entry.enteredAt.toISOString(),
    })),
  });
}

/** A visit as the evaluation of the programme reads it. */
export type CheckInRecord = VisitCheckIn & {
  /** Stays of the fleet that prove it, by id. */
  stayIds: string[];
};
export async function checkInRecords(parts: Parts, q: Sql, span: CheckInSpan, now: Date): Promise<CheckInRecord[]> {
  const rows = await listCheckIns(q, span);
  const views = await viewsOf(parts, q, rows, now);
  return views.map((view, index) => ({ ...view, stayIds: rows[index]!.stayIds }));
}
