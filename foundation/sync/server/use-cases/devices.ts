// Devices: a new one is enrolled by its user, a lost one is revoked by its user or by whoever answers for accounts.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import type { EnrolBody, SyncedDevice } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { deviceOfAnother, deviceRevoked, deviceUnknown } from '../problems.ts';
import {
  addDevice,
  findDevice,
  listDevices,
  operationCounts,
  revokeDevice,
  wipedDevice,
  type DeviceRow,
} from '../store/device.ts';

const oversee = 'sync.device.revoke-any';

export async function enrolDevice(
  parts: Parts,
  actor: Actor,
  body: EnrolBody,
  now: Date,
): Promise<Result<SyncedDevice>> {
  const q = parts.kernel.db;
  await addDevice(q, { ...body, accountId: actor.accountId }, now);
  const device = (await findDevice(q, body.deviceId))!;
  if (device.accountId !== actor.accountId) return fail(deviceOfAnother);
  if (device.revokedAt) return fail(deviceRevoked);
  return succeed((await present(parts, [device]))[0]!);
}

/** The account's own devices; all of them for whoever may revoke any. */
export async function readDevices(parts: Parts, actor: Actor): Promise<SyncedDevice[]> {
  const { db, access } = parts.kernel;
  return present(parts, await listDevices(db, access.holds(actor, oversee) ? undefined : [actor.accountId]));
}

export async function readDevice(parts: Parts, actor: Actor, deviceId: string): Promise<Result<SyncedDevice>> {
  const device = await findDevice(parts.kernel.db, deviceId);
  if (!device || device.accountId !== actor.accountId) return fail(deviceUnknown);
  if (device.revokedAt) return fail(deviceRevoked);
  return succeed((await present(parts, [device]))[0]!);
}

/** Revoked twice, the first reason stays. */
export async function revoke(
  parts: Parts,
  actor: Actor,
  deviceId: string,
  reason: string,
  now: Date,
): Promise<Result<SyncedDevice>> {
  const { kernel } = parts;
  const device = await findDevice(kernel.db, deviceId);
  if (!device || (device.accountId !== actor.accountId && !kernel.access.holds(actor, oversee)))
    return fail(deviceUnknown);
  await kernel.db.tx(async (q) => {
    await revokeDevice(q, deviceId, actor.accountId, reason, now);
    await kernel.events.announce(q, 'sync.device-revoked', { deviceId, at: now.toISOString() });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: 'sync.device.revoke',
      outcome: 'success',
      object: `Device/${deviceId}`,
    });
  });
  return succeed((await present(parts, [(await findDevice(kernel.db, deviceId))!]))[0]!);
}

export async function deviceWiped(
  parts: Parts,
  actor: Actor,
  deviceId: string,
  now: Date,
): Promise<Result<{ deviceId: string }>> {
  const device = await findDevice(parts.kernel.db, deviceId);
  if (!device || device.accountId !== actor.accountId) return fail(deviceUnknown);
  await wipedDevice(parts.kernel.db, deviceId, now);
  return succeed({ deviceId });
}

async function present({ kernel }: Parts, rows: readonly DeviceRow[]): Promise<SyncedDevice[]> {
  const names = await displayNames(
    kernel.db,
    rows.map(({ accountId }) => accountId),
  );
  const counts = await operationCounts(
    kernel.db,
    rows.map(({ deviceId }) => deviceId),
  );
  return rows.map((row) => ({
    deviceId: row.deviceId,
    name: row.name,
    accountId: row.accountId,
    accountName: names.get(row.accountId) ?? '',
    enrolledAt: row.enrolledAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    operations: counts.get(row.deviceId) ?? 0,
    ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
    ...(row.revokedReason && { revokedReason: row.revokedReason }),
    ...(row.wipedAt && { wipedAt: row.wipedAt.toISOString() }),
  }));
}
