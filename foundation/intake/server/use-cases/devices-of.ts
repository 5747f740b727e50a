// Which devices people have now, for other contexts.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { DeviceKind } from '../../contract.ts';
import { bindingsOf } from '../store/binding.ts';
import { devicesById } from '../store/device.ts';

export interface DeviceOf {
  personId: string;
  deviceId: string;
  kind: DeviceKind;
  model: string;
  basis: 'lent' | 'own';
  fromAt: Date;
  /** Last measurement that came with it. */
  lastTakenAt?: Date;
}

/** The caller has checked access and audits. */
export async function devicesOf(q: Sql, personIds: readonly string[], at: Date): Promise<DeviceOf[]> {
  const bindings = (await bindingsOf(q, personIds)).filter(
    ({ fromAt, toAt }) => fromAt <= at && (toAt === null || toAt > at),
  );
  if (bindings.length === 0) return [];
  const ids = bindings.map(({ deviceId }) => deviceId);
  const devices = new Map((await devicesById(q, ids)).map((one) => [one.deviceId, one]));
  return bindings.flatMap(({ personId, deviceId, basis, fromAt, lastTakenAt }): DeviceOf[] => {
    const device = devices.get(deviceId);
    if (!device) return [];
    const { kind, model } = device;
    return [{ personId, deviceId, kind, model, basis, fromAt, ...(lastTakenAt && { lastTakenAt }) }];
  });
}
