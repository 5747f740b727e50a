// Readings that wait: listed, assigned to a person, discarded with a reason, and each of both taken back.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { inboxTopic } from '../../contract.ts';
import type { DiscardReason, HeldQuery, HeldReading, HeldReply } from '../../inbox-contract.ts';
import { isAssignable } from '../../rules/assignable.ts';
import { mostAheadMilliseconds } from '../../rules/device-clock.ts';
import { observationsOf, type TakenReading } from '../../rules/observations.ts';
import { measurementTaken } from '../events.ts';
import { takenEvent } from '../gateway/take-batch.ts';
import { measurementIdOf } from '../measurement-id.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, decidedAlready, heldUnknown, inFuture, notAssignable } from '../problems.ts';
import { devicesById } from '../store/device.ts';
import { countOpen, decideHeld, findHeld, lockHeld, type DecidedRow } from '../store/held.ts';
import { unitNames } from './devices.ts';

const readPermission = 'intake.inbox.read';
const permission = 'intake.inbox.decide';
const discardPermission = 'intake.inbox.discard';
const pageSize = 50;

export async function readInbox(parts: Parts, actor: Actor, query: HeldQuery, now: Date): Promise<Result<HeldReply>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, readPermission);
  const rows = await findHeld(kernel.db, units, query, pageSize);
  return succeed({
    items: await onWire(parts, actor, rows, now),
    total: rows[0]?.total ?? 0,
    pageSize,
    waiting: await countOpen(kernel.db, units),
  });
}

/** The caller's route has checked that the person is in the actor's care. */
export async function assignReading(
  parts: Parts,
  actor: Actor,
  asked: { personId: string; measurementId: string; version: number; takenAt?: string | undefined },
  now: Date,
): Promise<Result<HeldReading>> {
  const said = asked.takenAt === undefined ? undefined : new Date(asked.takenAt);
  if (said && said.getTime() > now.getTime() + mostAheadMilliseconds) return fail(inFuture);
  return decide(parts, actor, asked, now, async (q, row) => {
    if (row.state === 'assigned' && row.personId === asked.personId) return succeed(row);
    if (row.state !== 'open') return fail(decidedAlready);
    if (!isAssignable(row.reason, row.content)) return fail(notAssignable);
    const [device] = row.deviceId === null ? [] : await devicesById(q, [row.deviceId]);
    const reading: TakenReading = {
      // Taken back from one person and given to another, it is another resource: a resource keeps its patient.
      measurementId: measurementIdOf(row.measurementId, asked.personId),
      personId: asked.personId,
      values: row.content.values!,
      marks: row.content.marks,
      takenAt: said ?? row.takenAt,
      receivedAt: row.receivedAt,
      clock: row.clock,
      deviceTime: row.deviceTime ?? undefined,
      source: device?.shared ? 'clinic' : 'home',
      device: device
        ? { deviceId: device.deviceId, serial: row.serial, name: device.model }
        : { serial: row.serial, name: row.serial },
      simulated: row.simulated,
    };
    const put = observationsOf(reading);
    const observations = put.map(({ id }) => id);
    const written = await parts.record.putResources(q, actor, permission, { put }, now);
    if (!written.ok) return written;
    await parts.kernel.events.announce(
      q,
      measurementTaken,
      takenEvent(reading, observations, row.deviceId ?? undefined),
    );
    return succeed({ ...row, state: 'assigned' as const, personId: asked.personId, observations });
  });
}

/** The Observations leave the record (their history stays), and the reading waits again. */
export function takeBack(
  parts: Parts,
  actor: Actor,
  asked: { personId: string; measurementId: string; version: number },
  now: Date,
): Promise<Result<HeldReading>> {
  return decide(parts, actor, asked, now, async (q, row) => {
    if (row.state !== 'assigned' || row.personId !== asked.personId) return fail(decidedAlready);
    const remove = row.observations.map((id) => ({ type: 'Observation', id }));
    const removed = await parts.record.putResources(q, actor, permission, { put: [], remove }, now);
    if (!removed.ok) return removed;
    return succeed({ ...row, state: 'open' as const, personId: null, observations: [] });
  });
}

export const discardReading = (
  parts: Parts,
  actor: Actor,
  asked: { measurementId: string; version: number; reason: DiscardReason },
  now: Date,
): Promise<Result<HeldReading>> =>
  decide(
    parts,
    actor,
    asked,
    now,
    async (_q, row) =>
      row.state === 'open'
        ? succeed({ ...row, state: 'discarded' as const, discardReason: asked.reason })
        : fail(decidedAlready),
    discardPermission,
  );

export const reopenReading = (
  parts: Parts,
  actor: Actor,
  asked: { measurementId: string; version: number },
  now: Date,
): Promise<Result<HeldReading>> =>
  decide(
    parts,
    actor,
    asked,
    now,
    async (_q, row) =>
      row.state === 'discarded'
        ? succeed({ ...row, state: 'open' as const, discardReason: null })
        : fail(decidedAlready),
    discardPermission,
  );

async function decide(
  parts: Parts,
  actor: Actor,
  asked: { measurementId: string; version: number },
  now: Date,
  change: (q: Transaction, row: DecidedRow) => Promise<Result<DecidedRow>>,
  under: typeof permission | typeof discardPermission = permission,
): Promise<Result<HeldReading>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, under);
  const done = await kernel.db.tx(async (q): Promise<Result<DecidedRow>> => {
    const row = await lockHeld(q, asked.measurementId);
    if (!row || !units.includes(row.unitId)) return fail(heldUnknown);
    if (row.version !== asked.version) return fail(changedMeanwhile);
    const changed = await change(q, row);
    if (!changed.ok) return changed;
    const open = changed.value.state === 'open';
    const decided = {
      ...changed.value,
      decidedAt: open ? null : now,
      decidedBy: open ? null : actor.displayName,
    };
    await decideHeld(q, decided);
    const person = changed.value.personId ?? row.personId;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: under,
      outcome: 'success',
      persons: person === null ? [] : [person],
      object: `HeldReading/${row.measurementId}`,
      detail: { state: decided.state, ...(decided.discardReason && { reason: decided.discardReason }) },
    });
    await kernel.live.publish(q, inboxTopic, { decided: 1 });
    return succeed({ ...decided, version: row.version + 1 });
  });
  return done.ok ? succeed((await onWire(parts, actor, [done.value], now))[0]!) : done;
}

async function onWire(parts: Parts, actor: Actor, rows: readonly DecidedRow[], now: Date): Promise<HeldReading[]> {
  const { kernel, registry } = parts;
  const names = await unitNames(parts);
  const deviceIds = [...new Set(rows.flatMap(({ deviceId }) => deviceId ?? []))];
  const devices = new Map((await devicesById(kernel.db, deviceIds)).map((one) => [one.deviceId, one]));
  const asked = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
  const visible = await kernel.access.reachable(kernel.db, actor, readPermission, asked, now);
  for (const personId of visible) actor.span.persons.add(personId);
  const people = new Map((await registry.persons(kernel.db, visible)).map((one) => [one.personId, one.name]));
  return rows.map((row) => {
    const device = row.deviceId === null ? undefined : devices.get(row.deviceId);
    const name = row.personId === null ? undefined : people.get(row.personId);
    return {
      measurementId: row.measurementId,
      serial: row.serial,
      ...(device && { kind: device.kind, model: device.model }),
      unitName: names.get(row.unitId) ?? '',
      reason: row.reason,
      content: row.content,
      ...(row.deviceTime !== null && { deviceTime: row.deviceTime }),
      clock: row.clock,
      takenAt: row.takenAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      simulated: row.simulated,
      state: row.state,
      ...(row.decidedAt && { decidedAt: row.decidedAt.toISOString() }),
      ...(row.decidedBy !== null && { decidedBy: row.decidedBy }),
      ...(row.discardReason !== null && { discardReason: row.discardReason as DiscardReason }),
      ...(name !== undefined && { person: { personId: row.personId!, name } }),
      assignable: isAssignable(row.reason, row.content),
      version: row.version,
    };
  });
}
