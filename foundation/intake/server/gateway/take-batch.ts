// Takes readings of many devices in one transaction: each once, into the record of whoever has the device, or into the inbox.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { inboxTopic, type HeldReason, type ReadingOutcome } from '../../contract.ts';
import { instantOf } from '../../rules/device-clock.ts';
import { fitsKind, isPlausibleReading, kindOfValues } from '../../rules/device-reading.ts';
import { observationsOf, type TakenReading } from '../../rules/observations.ts';
import { measurementTaken } from '../events.ts';
import { measurementIdOf } from '../measurement-id.ts';
import type { Parts } from '../parts.ts';
import { noteTaken, personsOfDevices, type DevicePerson } from '../store/binding.ts';
import { claim } from '../store/claim.ts';
import { devicesBySerial, noteHeard, type DeviceRow } from '../store/device.ts';
import { insertHeld, type HeldRow } from '../store/held.ts';
import type { Incoming } from './incoming.ts';

const permission = 'intake.measurement.send';

/** The record refused the batch: the caller tries it in halves. */
export class BatchRefused extends Error {}

interface Judged {
  one: Incoming;
  device: DeviceRow | undefined;
  measurementId: string;
  held?: HeldReason;
}

/** Outcomes in the order of the readings. Known devices of others are to their sender as unknown ones. */
export async function takeBatch(
  parts: Parts,
  q: Transaction,
  readings: readonly Incoming[],
  now: Date,
  options: { holdAll?: boolean } = {},
): Promise<ReadingOutcome[]> {
  const devices = await devicesOf(q, readings);
  const judged = readings.map((one) => judge(one, devices.get(one.serial)));
  const known = judged.flatMap(({ device, measurementId }) =>
    device ? [{ deviceId: device.deviceId, measurementId }] : [],
  );
  const fresh = known.length > 0 ? await claim(q, known, now) : new Set<string>();
  const outcomes = new Map<string, ReadingOutcome>();
  const held: HeldRow[] = [];
  const taken: { reading: TakenReading; bindingId: string; deviceId: string }[] = [];
  const persons = await personsByDevice(q, judged, fresh);
  const seen = new Set<string>();
  for (const each of judged) {
    const { measurementId, device, one } = each;
    const isNew = (!device || fresh.has(measurementId)) && !seen.has(measurementId);
    seen.add(measurementId);
    if (!isNew) continue;
    const binding = each.held ? undefined : bindingAt(persons.get(device!.deviceId), one.time.takenAt);
    const reason = each.held ?? (options.holdAll ? 'refused' : binding ? undefined : 'unbound');
    if (reason) held.push(heldRow(each, reason));
    else
      taken.push({
        reading: takenReading(each, binding!.personId),
        bindingId: binding!.bindingId,
        deviceId: device!.deviceId,
      });
    const fault = one.read.ok ? {} : { fault: one.read.fault };
    outcomes.set(measurementId, {
      measurementId,
      ...(reason ? { outcome: 'held', reason, ...fault } : { outcome: 'recorded' }),
    });
  }
  const newlyHeld = await insertHeld(q, held);
  for (const { measurementId } of held)
    if (!newlyHeld.has(measurementId)) outcomes.set(measurementId, { measurementId, outcome: 'repeated' });
  await record(parts, q, taken, now);
  if (known.length > 0) await noteHeard(q, [...new Set(known.map(({ deviceId }) => deviceId))], now);
  await auditSenders(parts, q, judged, taken);
  if (newlyHeld.size > 0) await parts.kernel.live.publish(q, inboxTopic, { held: newlyHeld.size });
  return inOrder(judged, outcomes);
}

/** One row for each account that sent: how much, and whose. */
async function auditSenders(
  { kernel }: Parts,
  q: Transaction,
  judged: readonly Judged[],
  taken: readonly { reading: TakenReading }[],
): Promise<void> {
  const personOf = new Map(taken.map(({ reading }) => [reading.measurementId, reading.personId]));
  // One actor a message: those of one account and one request, or of one account over MQTT, are one row.
  const bySender = Map.groupBy(judged, ({ one }) => `${one.sender.accountId} ${one.sender.span.route}`);
  await kernel.audit.recordAll(
    q,
    [...bySender.values()].map((sent) => {
      for (const { one } of sent) one.sender.span.audited = true;
      return {
        actor: sent[0]!.one.sender,
        entry: {
          action: 'create',
          permission,
          outcome: 'success',
          persons: [...new Set(sent.flatMap(({ measurementId }) => personOf.get(measurementId) ?? []))],
          object: 'DeviceReadings',
          detail: { readings: sent.length },
        },
      };
    }),
  );
}

/** The first of equal readings has the outcome, the others are repeated. */
function inOrder(judged: readonly Judged[], outcomes: Map<string, ReadingOutcome>): ReadingOutcome[] {
  return judged.map(({ measurementId }) => {
    const outcome = outcomes.get(measurementId);
    outcomes.delete(measurementId);
    return outcome ?? { measurementId, outcome: 'repeated' };
  });
}

async function devicesOf(q: Transaction, readings: readonly Incoming[]): Promise<Map<string, DeviceRow>> {
  const rows = await devicesBySerial(q, [...new Set(readings.map(({ serial }) => serial))]);
  return new Map(rows.map((row) => [row.serial, row]));
}

async function personsByDevice(
  q: Transaction,
  judged: readonly Judged[],
  fresh: ReadonlySet<string>,
): Promise<Map<string, DevicePerson[]>> {
  const asked = judged.flatMap(({ device, held, measurementId }) =>
    device && !held && fresh.has(measurementId) ? [device.deviceId] : [],
  );
  if (asked.length === 0) return new Map();
  const rows = await personsOfDevices(q, [...new Set(asked)]);
  return Map.groupBy(rows, ({ deviceId }) => deviceId);
}

function judge(one: Incoming, found: DeviceRow | undefined): Judged {
  const mayRead =
    found && (found.senderAccount === null ? one.units.has(found.unitId) : found.senderAccount === one.sender.account);
  const device = mayRead ? found : undefined;
  const measurementId = measurementIdOf(
    device?.deviceId ?? `${one.sender.account} ${one.serial}`,
    one.fingerprint,
    one.deviceTime === undefined ? undefined : instantOf(one.deviceTime),
  );
  const held = heldReason(one, device);
  return { one, device, measurementId, ...(held && { held }) };
}

function heldReason({ read, time }: Incoming, device: DeviceRow | undefined): HeldReason | undefined {
  if (!device) return 'unknown-device';
  if (!read.ok) return 'faulty-frame';
  if (device.state !== 'in-use') return 'not-in-use';
  if (!fitsKind(device.kind, read.reading.values)) return 'other-kind';
  if (!isPlausibleReading(read.reading.values)) return 'implausible';
  if (time.clock === 'implausible') return 'clock';
  return device.shared ? 'shared' : undefined;
}

const bindingAt = (rows: readonly DevicePerson[] | undefined, at: Date): DevicePerson | undefined =>
  rows?.find(({ fromAt, toAt }) => fromAt <= at && (toAt === null || toAt > at));

const heldRow = ({ one, device, measurementId }: Judged, reason: HeldReason): HeldRow => ({
  measurementId,
  deviceId: device?.deviceId ?? null,
  serial: one.serial,
  unitId: device?.unitId ?? one.sender.homeUnitId,
  reason,
  content: one.read.ok
    ? {
        values: one.read.reading.values,
        marks: one.read.reading.marks,
        ...(one.read.reading.user !== undefined && { user: one.read.reading.user }),
      }
    : { marks: [], fault: one.read.fault, ...(one.hex !== undefined && { hex: one.hex }) },
  deviceTime: one.deviceTime ?? null,
  clock: one.time.clock,
  takenAt: one.time.takenAt,
  receivedAt: one.receivedAt,
  sender: one.sender.account,
  simulated: one.simulated || (device?.simulated ?? false),
});

function takenReading({ one, device, measurementId }: Judged, personId: string): TakenReading {
  const { reading } = one.read as Extract<Incoming['read'], { ok: true }>;
  return {
    measurementId,
    personId,
    values: reading.values,
    marks: reading.marks,
    takenAt: one.time.takenAt,
    receivedAt: one.receivedAt,
    clock: one.time.clock,
    deviceTime: one.deviceTime,
    source: 'home',
    device: { deviceId: device!.deviceId, serial: device!.serial, name: device!.model },
    simulated: one.simulated || device!.simulated,
  };
}

/** Writes as the gateway itself: that the person has this device was decided, under their own permission, by whoever bound it. */
async function record(
  parts: Parts,
  q: Transaction,
  taken: readonly { reading: TakenReading; bindingId: string; deviceId: string }[],
  now: Date,
): Promise<void> {
  if (taken.length === 0) return;
  const { kernel, record: health } = parts;
  const gateway = systemActor('intake gateway', kernel.newId());
  const resources = taken.map(({ reading }) => observationsOf(reading));
  const put = { put: resources.flat(), fresh: true, audited: true };
  const written = await health.putResources(q, gateway, permission, put, now);
  if (!written.ok) throw new BatchRefused(written.problem.code);
  await kernel.events.announceAll(
    q,
    measurementTaken,
    taken.map(({ reading, deviceId }, index) =>
      takenEvent(
        reading,
        resources[index]!.map(({ id }) => id),
        deviceId,
      ),
    ),
  );
  const newest = new Map<string, { personId: string; bindingId: string; takenAt: Date }>();
  for (const { reading, bindingId } of taken)
    if (!newest.has(bindingId) || newest.get(bindingId)!.takenAt < reading.takenAt)
      newest.set(bindingId, { personId: reading.personId, bindingId, takenAt: reading.takenAt });
  await noteTaken(q, [...newest.values()]);
}

export const takenEvent = (
  reading: TakenReading,
  observationIds: readonly string[],
  deviceId: string | undefined,
): Record<string, unknown> => ({
  personId: reading.personId,
  measurementId: reading.measurementId,
  observationIds,
  kind: kindOfValues(reading.values),
  takenAt: reading.takenAt.toISOString(),
  receivedAt: reading.receivedAt.toISOString(),
  source: reading.source,
  ...(deviceId !== undefined && { deviceId }),
  clock: reading.clock,
  marks: reading.marks,
  simulated: reading.simulated,
});
