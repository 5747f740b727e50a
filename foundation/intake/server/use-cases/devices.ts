// The register of devices: listed, registered and changed by the institutions that own them.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Device, DevicesQuery, DevicesReply, DeviceToChange, DeviceToRegister } from '../../contract.ts';
import { inboxTopic } from '../../contract.ts';
import { deviceResource } from '../../rules/device-resource.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, deviceUnknown, notYourUnit, serialTaken, stillWithSomebody } from '../problems.ts';
import { personsOfDevices } from '../store/binding.ts';
import {
  devicesById,
  devicesBySerial,
  findDevices,
  insertDevices,
  lockDevice,
  updateDevice,
  type DeviceRow,
} from '../store/device.ts';
import { handHeldOver } from '../store/held.ts';

const readPermission = 'intake.device.read';
const writePermission = 'intake.device.write';
const pageSize = 50;

export async function readDevices(
  parts: Parts,
  actor: Actor,
  query: DevicesQuery,
  now: Date,
): Promise<Result<DevicesReply>> {
  const units = await parts.kernel.access.unitsOf(actor, readPermission);
  const found = await findDevices(parts.kernel.db, units, query, now, pageSize);
  const names = await unitNames(parts);
  return succeed({
    items: found.map((row) => onWire(row, row.lent, names)),
    total: found[0]?.total ?? 0,
    pageSize,
  });
}

/** Sent twice, it is one device. */
export async function registerDevice(
  parts: Parts,
  actor: Actor,
  body: DeviceToRegister,
  now: Date,
): Promise<Result<Device>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, writePermission);
  if (!units.includes(body.unitId)) return fail(notYourUnit);
  const row = {
    ...body,
    serial: normalSerial(body.serial),
    state: 'in-use' as const,
    senderAccount: body.senderAccount ?? null,
    simulated: false,
  };
  const written = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const [standing] = await devicesById(q, [body.deviceId]);
    if (standing) return standing.serial === row.serial ? succeed(undefined) : fail(serialTaken);
    if (!(await insertIfFree(q, row))) return fail(serialTaken);
    const handed = await handHeldOver(q, row);
    if (handed.length > 0) await kernel.live.publish(q, inboxTopic, { decided: handed.length });
    return keep(parts, q, actor, row, 'create', now);
  });
  return written.ok ? readOne(parts, body.deviceId, now) : written;
}

export async function changeDevice(
  parts: Parts,
  actor: Actor,
  asked: { deviceId: string; body: DeviceToChange; version: number },
  now: Date,
): Promise<Result<Device>> {
  const { kernel } = parts;
  const { deviceId, body, version } = asked;
  const units = await kernel.access.unitsOf(actor, writePermission);
  const written = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const standing = await lockDevice(q, deviceId);
    // Whoever may not see a device learns nothing of it.
    if (!standing || !units.includes(standing.unitId)) return fail(deviceUnknown);
    if (!units.includes(body.unitId)) return fail(notYourUnit);
    const people = await personsOfDevices(q, [deviceId]);
    const isOut = people.some(({ toAt }) => toAt === null || toAt > now);
    if (isOut && (body.shared || body.state === 'retired')) return fail(stillWithSomebody);
    const row = { ...standing, ...body, senderAccount: body.senderAccount ?? null };
    if (!(await updateDevice(q, row, version))) return fail(changedMeanwhile);
    return keep(parts, q, actor, row, 'update', now);
  });
  return written.ok ? readOne(parts, deviceId, now) : written;
}

/** Serial numbers are read off labels: the same number in small letters is the same device. */
export const normalSerial = (text: string): string => text.trim().toUpperCase();

/** A violation would end the transaction: ask first, the index guards the rest. */
async function insertIfFree(q: Transaction, row: Parameters<typeof insertDevices>[1][number]): Promise<boolean> {
  const taken = await devicesBySerial(q, [row.serial]);
  return taken.length === 0 && insertDevices(q, [row]);
}

async function keep(
  { kernel, record }: Parts,
  q: Transaction,
  actor: Actor,
  row: Omit<DeviceRow, 'lastHeardAt' | 'version'>,
  action: 'create' | 'update',
  now: Date,
): Promise<Result<void>> {
  const put = await record.putResources(q, actor, writePermission, { put: [deviceResource(row)] }, now);
  if (!put.ok) throw new Error(`the record refused a device: ${put.problem.code}`);
  await kernel.audit.record(q, actor, {
    action,
    permission: writePermission,
    outcome: 'success',
    object: `Device/${row.deviceId}`,
    detail: { state: row.state, shared: row.shared },
  });
  return succeed(undefined);
}

async function readOne(parts: Parts, deviceId: string, now: Date): Promise<Result<Device>> {
  const [row] = await devicesById(parts.kernel.db, [deviceId]);
  if (!row) return fail(deviceUnknown);
  const people = await personsOfDevices(parts.kernel.db, [deviceId]);
  const lent = people.some(({ fromAt, toAt }) => fromAt <= now && (toAt === null || toAt > now));
  return succeed(onWire(row, lent, await unitNames(parts)));
}

export async function unitNames({ kernel, registry }: Parts): Promise<Map<string, string>> {
  const organisations = await registry.organisations(kernel.db, {});
  const units = await registry.units(kernel.db, {});
  return new Map([
    ...units.map(({ unitId, name }): [string, string] => [unitId, name]),
    ...organisations.map(({ organisationId, name }): [string, string] => [organisationId, name]),
  ]);
}

const onWire = (row: DeviceRow, lent: boolean, names: ReadonlyMap<string, string>): Device => ({
  deviceId: row.deviceId,
  serial: row.serial,
  kind: row.kind,
  model: row.model,
  unitId: row.unitId,
  unitName: names.get(row.unitId) ?? '',
  shared: row.shared,
  state: row.state,
  ...(row.senderAccount !== null && { senderAccount: row.senderAccount }),
  simulated: row.simulated,
  lent,
  ...(row.lastHeardAt && { lastHeardAt: row.lastHeardAt.toISOString() }),
  version: row.version,
});
