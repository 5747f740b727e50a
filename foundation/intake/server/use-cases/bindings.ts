// Whose a device is: people's own devices bound to them from an instant on, and the end of it; lending stands in lending.ts.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Binding, BindingBody } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import {
  bindingUnknown,
  deviceIsShared,
  deviceNotInUse,
  deviceTaken,
  deviceUnknown,
  endsBeforeItBegins,
  inFuture,
} from '../problems.ts';
import {
  bindingsOf,
  endBinding,
  findBinding,
  insertBindings,
  personsOfDevices,
  type BindingRow,
} from '../store/binding.ts';
import { devicesById, lockDevice, type DeviceRow } from '../store/device.ts';

const permission = 'intake.binding.write';
/** Clocks of browsers run ahead a little. */
const aheadMilliseconds = 10 * 60_000;

export async function readBindings(parts: Parts, personId: string): Promise<Result<{ items: Binding[] }>> {
  const { kernel, registry } = parts;
  const ids = (await registry.personIdsOf(kernel.db, [personId])).get(personId) ?? [personId];
  const rows = await bindingsOf(kernel.db.point, ids);
  return succeed({ items: await onWire(parts, rows) });
}

export async function bindOwn(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: BindingBody,
  now: Date,
): Promise<Result<Binding>> {
  const fromAt = new Date(body.fromAt);
  if (fromAt.getTime() > now.getTime() + aheadMilliseconds) return fail(inFuture);
  const units = await parts.kernel.access.unitsOf(actor, permission);
  const done = await parts.kernel.db.tx(async (q): Promise<Result<void>> => {
    // Sent twice, it is one binding.
    if (await findBinding(q, personId, body.bindingId)) return succeed(undefined);
    const device = await freeDevice(q, units, body.deviceId, fromAt);
    if (!device.ok) return device;
    await bind(parts, q, actor, { personId, bindingId: body.bindingId, basis: 'own', fromAt }, device.value);
    return succeed(undefined);
  });
  return done.ok ? readBinding(parts, personId, body.bindingId) : done;
}

/** The device of the own institutions, held for this transaction, if nobody has it at that instant or later. */
export async function freeDevice(
  q: Transaction,
  units: readonly string[],
  deviceId: string,
  fromAt: Date,
): Promise<Result<DeviceRow>> {
  const device = await lockDevice(q, deviceId);
  if (!device || !units.includes(device.unitId)) return fail(deviceUnknown);
  if (device.shared) return fail(deviceIsShared);
  if (device.state !== 'in-use') return fail(deviceNotInUse);
  const people = await personsOfDevices(q, [deviceId]);
  if (people.some(({ toAt }) => toAt === null || toAt > fromAt)) return fail(deviceTaken);
  return succeed(device);
}

export async function bind(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  binding: Pick<BindingRow, 'personId' | 'bindingId' | 'basis' | 'fromAt'>,
  device: DeviceRow,
): Promise<void> {
  const { deviceId, unitId, simulated } = device;
  await insertBindings(q, [{ ...binding, deviceId, unitId, toAt: null, simulated }]);
  await kernel.audit.record(q, actor, {
    action: 'create',
    permission,
    outcome: 'success',
    persons: [binding.personId],
    object: `Device/${deviceId}`,
    detail: { basis: binding.basis },
  });
}

export async function finishBinding(
  parts: Parts,
  actor: Actor,
  key: { personId: string; bindingId: string },
  toAt: Date,
  now: Date,
): Promise<Result<Binding>> {
  if (toAt.getTime() > now.getTime() + aheadMilliseconds) return fail(inFuture);
  const done = await parts.kernel.db.tx((q) => end(parts, q, actor, key, toAt));
  return done.ok ? readBinding(parts, key.personId, key.bindingId) : done;
}

export async function end(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  key: { personId: string; bindingId: string },
  toAt: Date,
): Promise<Result<BindingRow>> {
  const row = await findBinding(q, key.personId, key.bindingId);
  if (!row) return fail(bindingUnknown);
  // Said again, it stays ended as it was.
  if (row.toAt !== null) return succeed(row);
  if (toAt < row.fromAt) return fail(endsBeforeItBegins);
  await lockDevice(q, row.deviceId);
  await endBinding(q, row, toAt);
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    persons: [key.personId],
    object: `Device/${row.deviceId}`,
    detail: { ended: true },
  });
  return succeed(row);
}

export async function readBinding(parts: Parts, personId: string, bindingId: string): Promise<Result<Binding>> {
  const row = await findBinding(parts.kernel.db, personId, bindingId);
  return row ? succeed((await onWire(parts, [row]))[0]!) : fail(bindingUnknown);
}

async function onWire({ kernel }: Parts, rows: readonly BindingRow[]): Promise<Binding[]> {
  const devices = new Map(
    (await devicesById(kernel.db, [...new Set(rows.map(({ deviceId }) => deviceId))])).map((one) => [
      one.deviceId,
      one,
    ]),
  );
  return rows.flatMap((row) => {
    const device = devices.get(row.deviceId);
    if (!device) return [];
    return {
      bindingId: row.bindingId,
      personId: row.personId,
      deviceId: row.deviceId,
      serial: device.serial,
      kind: device.kind,
      model: device.model,
      basis: row.basis,
      fromAt: row.fromAt.toISOString(),
      ...(row.toAt && { toAt: row.toAt.toISOString() }),
      ...(row.lastTakenAt && { lastTakenAt: row.lastTakenAt.toISOString() }),
    };
  });
}
