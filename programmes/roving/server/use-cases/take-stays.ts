// Makes a check-in of what the fleet tells and of what people entered: the same facts give the same check-in, in any order.
import { z } from 'zod';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { checkInTopic, type CheckInMessage } from '../../check-in-contract.ts';
import { actualVisit } from '../../rules/actual-times.ts';
import type { Parts } from '../parts.ts';
import { resolveAlarms } from '../store/alarm.ts';
import { listEntries, lockCheckIn, saveActual, type CheckInRow } from '../store/check-in.ts';
import { commitmentSource } from './expect-visits.ts';
import { tellResolved } from './tell-alarms.ts';

const StayEvent = z.object({ source: z.string(), sourceId: z.string() });

/** `fleet.vehicle-arrived`, `fleet.vehicle-left` and `fleet.stay-withdrawn`: what stands now is read, not what came. */
export async function takeStays(parts: Parts, payload: unknown): Promise<void> {
  const { source, sourceId } = StayEvent.parse(payload);
  if (source !== commitmentSource) return;
  await parts.kernel.db.tx((q) => settleCheckIn(parts, q, sourceId));
}

/** Undefined where the visit is unknown. */
export async function settleCheckIn(parts: Parts, q: Transaction, visitId: string): Promise<CheckInRow | undefined> {
  const { kernel, fleet } = parts;
  const row = await lockCheckIn(q, visitId);
  if (!row) return undefined;
  const stays = await fleet.stays(q, commitmentSource, [visitId]);
  const entries = (await listEntries(q, visitId)).map(({ at, arriveAt, leaveAt, kind, enteredAt }) => ({
    kind,
    at: at?.toISOString(),
    arriveAt: arriveAt?.toISOString(),
    leaveAt: leaveAt?.toISOString(),
    enteredAt: enteredAt.toISOString(),
  }));
  const actual = actualVisit(stays, entries);
  const settled: CheckInRow = {
    ...row,
    arriveAt: actual.arriveAt === undefined ? null : new Date(actual.arriveAt),
    leaveAt: actual.leaveAt === undefined ? null : new Date(actual.leaveAt),
    confirmed: actual.confirmed,
    source: actual.source ?? null,
    stayIds: actual.stayIds,
    version: row.version + 1,
  };
  if (fingerprint(settled) === fingerprint(row)) return row;
  await saveActual(q, settled);
  const now = kernel.clock.now();
  if (settled.confirmed) {
    const resolved = await resolveAlarms(q, visitId, now);
    if (resolved.length > 0) await tellResolved(parts, q, settled);
  }
  const message: CheckInMessage = { on: row.on, visitIds: [visitId] };
  await kernel.live.publish(q, checkInTopic, { ...message });
  return settled;
}

const fingerprint = ({ arriveAt, leaveAt, confirmed, source, stayIds }: CheckInRow): string =>
  JSON.stringify([arriveAt, leaveAt, confirmed, source, stayIds]);
