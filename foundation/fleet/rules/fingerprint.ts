// Tells points of one terminal and one second apart, and recognises the one that is sent again under another serial.
import type { Position } from './jt808/position.ts';

/** A signed 32-bit number of what was measured; the additional items do not count, since some makers leave them out of batches. */
export function fingerprintOf(position: Position): number {
  let hash = 0x811c9dc5;
  for (const value of [
    position.alarm,
    position.status,
    Math.round(position.lat * 1_000_000),
    Math.round(position.lon * 1_000_000),
    position.altitudeMetres,
    Math.round(position.speedKilometresPerHour * 10),
    position.heading,
  ]) {
    // FNV-1a by words, with a mix of the high bits: neighbouring coordinates differ in the low ones.
    hash = Math.imul(hash ^ value, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash | 0;
}
