// Makes ids: UUIDv7 (RFC 9562 5.7), ordered by time, from a passed-in clock and random source.
import { randomFillSync } from 'node:crypto';
import type { Clock } from './clock.ts';

export type IdSource = () => string;

/** Random bytes are fetched for many ids at once: each call into the generator costs more than an id. */
const pooledIds = 512;

/** Ids ordered by the clock's milliseconds, with a 12-bit counter inside one millisecond and 62 random bits. */
export function uuidv7Source(clock: Clock, fill: (bytes: Uint8Array) => Uint8Array = randomFillSync): IdSource {
  let lastMillisecond = 0;
  let counter = 0;
  const pool = new Uint8Array(8 * pooledIds);
  let used = pool.length;
  const randomBytes = (): Uint8Array => {
    if (used === pool.length) {
      fill(pool);
      used = 0;
    }
    used += 8;
    return pool.subarray(used - 8, used);
  };
  return () => {
    const now = clock.now().getTime();
    if (now > lastMillisecond) {
      lastMillisecond = now;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
    return formatUuidv7(lastMillisecond, counter, randomBytes());
  };
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lays out a UUIDv7: 48 bits of milliseconds, version 7, 12-bit counter, variant 10, 62 random bits. */
export function formatUuidv7(milliseconds: number, counter: number, random: Uint8Array): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  const byte = (at: number) => hex[random[at]!];
  const tail = `${hex[(random[0]! & 0x3f) | 0x80]}${byte(1)}-${byte(2)}${byte(3)}${byte(4)}${byte(5)}${byte(6)}${byte(7)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex[counter >> 8]![1]}${hex[counter & 0xff]}-${tail}`;
}
