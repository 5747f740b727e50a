// The id of a vehicle's day: the same for the same vehicle and day.
import { createHash } from 'node:crypto';

/** UUIDv8 (RFC 9562 5.8) from a digest. */
export function dayId(vehicleId: string, on: string): string {
  const hex = createHash('sha256').update(`${vehicleId} ${on}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
