// A key that stays the same while one and the same form is sent again, and an id for what the form creates.
import { useCallback, useState } from 'react';

/** `crypto.randomUUID` exists in secure contexts only; getRandomValues everywhere. UUIDv7: sorts by time (RFC 9562). */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) & 255;
  bytes[6] = ((bytes[6] ?? 0) & 15) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function useIdempotencyKey(): { key: string; renew: () => void } {
  const [key, setKey] = useState(() => newId());
  return { key, renew: useCallback(() => setKey(newId()), []) };
}
