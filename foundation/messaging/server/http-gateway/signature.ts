// How we and a gateway know each other: HMAC-SHA256 (RFC 2104, FIPS 180-4) of the time and the body under a shared secret.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const keyHeader = 'tianmu-key';
export const timeHeader = 'tianmu-timestamp';
export const signatureHeader = 'tianmu-signature';
/** Older or newer signatures are refused: a copied request is of no use later. */
const toleranceMilliseconds = 5 * 60_000;

/** `at` in seconds since 1970. */
export const signatureOf = (secret: string, at: string, body: string): string =>
  createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');

export function isSigned(
  secret: string,
  { at, signature, body }: { at: string; signature: string; body: string },
  now: Date,
): boolean {
  if (!/^\d{1,12}$/.test(at) || Math.abs(now.getTime() - Number(at) * 1_000) > toleranceMilliseconds) return false;
  const given = Buffer.from(signature, 'utf8');
  const wanted = Buffer.from(signatureOf(secret, at, body), 'utf8');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
