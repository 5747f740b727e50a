// A check-in by hand: the crew's where the terminal says nothing, and a planner's correction of either.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import type { CheckInDetail, CorrectCheckInBody, ManualCheckInBody } from '../../check-in-contract.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, checkInRefused, notYourUnit, visitUnknown } from '../problems.ts';
import { findCheckIn, insertEntry, type CheckInRow, type EntryRow } from '../store/check-in.ts';
import { visibleTo } from './check-in-views.ts';
import { readCheckIn } from './read-check-ins.ts';
import { settleCheckIn } from './take-stays.ts';

export const enterPermission = 'roving.check-in.enter';
export const correctPermission = 'roving.check-in.correct';
/** A clock that is a little ahead is forgiven. */
const mostAheadMilliseconds = 5 * 60_000;
const dayMilliseconds = 86_400_000;

export async function enterCheckIn(
  parts: Parts,
  actor: Actor,
  visitId: string,
  body: ManualCheckInBody,
  now: Date,
): Promise<Result<CheckInDetail>> {
  await parts.kernel.access.unitsOf(actor, enterPermission);
  const entered = await parts.kernel.db.tx((q) => addCheckIn(parts, q, actor, visitId, body, now));
  return entered.ok ? readCheckIn(parts, actor, visitId, now) : entered;
}

/** In the caller's transaction. */
export async function addCheckIn(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  visitId: string,
  body: ManualCheckInBody,
  now: Date,
): Promise<Result<void>> {
  const row = await writable(parts, q, actor, visitId, enterPermission);
  if (!row.ok) return row;
  const at = new Date(body.at);
  const refused = refusal(row.value, at, now);
  if (refused) return fail(checkInRefused(refused, 'at'));
  const point = (await parts.registry.servicePoints(q)).find(
    ({ servicePointId }) => servicePointId === row.value.servicePointId,
  );
  const { position } = body;
  const distance =
    position && point?.position
      ? Math.round(distanceMetres([position.lon, position.lat], [point.position.lon, point.position.lat]))
      : null;
  await keep(parts, q, actor, enterPermission, row.value, now, {
    entryId: body.entryId,
    kind: body.kind,
    at,
    arriveAt: null,
    leaveAt: null,
    lon: position?.lon ?? null,
    lat: position?.lat ?? null,
    accuracyMetres: position?.accuracyMetres === undefined ? null : Math.round(position.accuracyMetres),
    distanceMetres: distance,
    reason: body.reason,
  });
  return succeed(undefined);
}

export async function correctCheckIn(
  parts: Parts,
  actor: Actor,
  visitId: string,
  body: CorrectCheckInBody,
  version: number,
  now: Date,
): Promise<Result<CheckInDetail>> {
  const row = await writable(parts, parts.kernel.db, actor, visitId, correctPermission);
  if (!row.ok) return row;
  if (row.value.version !== version) return fail(changedMeanwhile);
  const arriveAt = body.arriveAt === null ? null : new Date(body.arriveAt);
  const leaveAt = body.leaveAt === null ? null : new Date(body.leaveAt);
  for (const [path, at] of [
    ['arriveAt', arriveAt],
    ['leaveAt', leaveAt],
  ] as const) {
    const refused = at && refusal(row.value, at, now);
    if (refused) return fail(checkInRefused(refused, path));
  }
  if (leaveAt && (!arriveAt || leaveAt <= arriveAt))
    return fail(checkInRefused('roving.ends-before-it-begins', 'leaveAt'));
  await parts.kernel.db.tx((q) =>
    keep(parts, q, actor, correctPermission, row.value, now, {
      entryId: body.entryId,
      kind: 'correction',
      at: null,
      arriveAt,
      leaveAt,
      lon: null,
      lat: null,
      accuracyMetres: null,
      distanceMetres: null,
      reason: body.reason,
    }),
  );
  return readCheckIn(parts, actor, visitId, now);
}

async function writable(
  parts: Parts,
  q: Sql,
  actor: Actor,
  visitId: string,
  permission: string,
): Promise<Result<CheckInRow>> {
  const row = await findCheckIn(q, visitId);
  if (!row || row.cancelled) return fail(visitUnknown);
  const [visible] = await visibleTo(parts, q, actor, [row], permission);
  return visible ? succeed(visible) : fail(notYourUnit);
}

/** Neither in the future nor on another day than the visit's, with the night after it. */
function refusal(row: CheckInRow, at: Date, now: Date): string | undefined {
  if (at.getTime() > now.getTime() + mostAheadMilliseconds) return 'roving.time-in-the-future';
  const begin = Date.parse(`${row.on}T00:00:00+08:00`);
  const fits = at.getTime() >= begin && at.getTime() < begin + 1.25 * dayMilliseconds;
  return fits ? undefined : 'roving.other-day';
}

async function keep(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  { visitId }: CheckInRow,
  now: Date,
  entry: Omit<EntryRow, 'visitId' | 'enteredBy' | 'byName' | 'enteredAt'>,
): Promise<void> {
  const { accountId: enteredBy, displayName: byName } = actor;
  if (!(await insertEntry(q, { ...entry, visitId, enteredBy, byName, enteredAt: now }))) return;
  await settleCheckIn(parts, q, visitId);
  await parts.kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    object: `RovingCheckIn/${visitId}`,
    detail: { kind: entry.kind, entryId: entry.entryId },
  });
}
