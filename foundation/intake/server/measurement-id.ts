// The id of a reading follows from what the device said: the same reading sent again has the same id.
import { createHash } from 'node:crypto';

/**
 * A UUID of version 8 (RFC 9562, 5.8) of SHA-256. `at`, when the device itself says it measured, stands in front in
 * milliseconds as in version 7: what is written at one time lies together in the indexes.
 */
export function measurementIdOf(device: string, fingerprint: string, at?: Date): string {
  const hash = createHash('sha256').update(device).update('\n').update(fingerprint).digest();
  const milliseconds = at?.getTime() ?? Number.NaN;
  if (milliseconds >= 0 && milliseconds < 2 ** 48) hash.writeUIntBE(milliseconds, 0, 6);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
