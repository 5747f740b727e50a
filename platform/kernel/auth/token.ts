// Opaque session tokens: 256 random bits for the holder, only their SM3 hash for the database.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): Buffer => createHash('sm3').update(token).digest();
export const looksLikeToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** Marks a browser from which the account has signed in before: `<device id>.<mac>`; proves nothing else. */
export function deviceMark(
  key: string,
  accountLogin: string,
  deviceId: string = randomBytes(12).toString('base64url'),
) {
  const mac = createHmac('sm3', key).update(`${deviceId}\n${accountLogin}`).digest('base64url');
  return `${deviceId}.${mac}`;
}
export function knownDevice(key: string, accountLogin: string, mark: string | undefined): string | undefined {
  const deviceId = mark?.split('.')[0];
  if (!mark || !deviceId) return undefined;
  const expected = Buffer.from(deviceMark(key, accountLogin, deviceId));
  const given = Buffer.from(mark);
  return expected.length === given.length && timingSafeEqual(expected, given) ? deviceId : undefined;
}
