// The device behind a request: its account's own, and not lost.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { deviceRevoked, deviceUnknown } from '../problems.ts';
import { findDevice, seeDevice, type DeviceRow } from '../store/device.ts';

const seenEverySeconds = 60;

export async function deviceOf(q: Sql, actor: Actor, deviceId: string, now: Date): Promise<Result<DeviceRow>> {
  const device = await findDevice(q, deviceId);
  if (!device || device.accountId !== actor.accountId) return fail(deviceUnknown);
  if (device.revokedAt) return fail(deviceRevoked);
  if (now.getTime() - device.seenAt.getTime() > seenEverySeconds * 1_000) await seeDevice(q, deviceId, now);
  return succeed(device);
}
