// Opens what an account has on this device with its PIN, counts wrong ones, and deletes everything after ten.
import type { LockedDevice } from './device-database.ts';
import { makeKey, openKey, pinTries } from './vault.ts';

export type Unlocked =
  { result: 'open'; key: CryptoKey; deviceId: string } | { result: 'wrong'; left: number } | { result: 'wiped' };

/** Sets up a device under a new key. */
export async function setPin(
  device: LockedDevice,
  deviceId: string,
  pin: string,
): Promise<{ key: CryptoKey; deviceId: string }> {
  const { key, wrapped } = await makeKey(pin);
  await device.keepKey(deviceId, wrapped);
  return { key, deviceId };
}

/** The try counts before the PIN is looked at: closing the app in between gains none. */
export async function unlock(device: LockedDevice, pin: string): Promise<Unlocked> {
  const kept = await device.key();
  if (!kept) return { result: 'wiped' };
  const { deviceId, wrapped } = kept;
  const tries = wrapped.tries + 1;
  if (tries > pinTries) {
    await device.wipe();
    return { result: 'wiped' };
  }
  await device.keepKey(deviceId, { ...wrapped, tries });
  const key = await openKey(pin, wrapped);
  if (key) {
    await device.keepKey(deviceId, { ...wrapped, tries: 0 });
    return { result: 'open', key, deviceId };
  }
  if (tries < pinTries) return { result: 'wrong', left: pinTries - tries };
  await device.wipe();
  return { result: 'wiped' };
}
