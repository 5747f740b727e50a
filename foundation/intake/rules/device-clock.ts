// When a measurement was taken: the device's own time, corrected by how far its clock is off, or the time of its arrival; never a silent guess.
import type { ClockState } from '../contract.ts';

/** Our own choices. A clock that is off by less is right; a connection alone takes seconds. */
export const rightWithinMilliseconds = 2 * 60_000;
/** As with vehicles: so far ahead of its arrival nothing can have been measured. */
export const mostAheadMilliseconds = 10 * 60_000;
/** Meters keep some hundred readings: older ones than this are a clock that lost its battery. */
export const mostBehindMilliseconds = 90 * 86_400_000;

export interface JudgedTime {
  takenAt: Date;
  clock: ClockState;
  /** By which the device's times were moved; only where `clock` is `corrected`. */
  offsetSeconds?: number;
}

/** A time without offset is Chinese time, as meters are set by hand. */
export const instantOf = (text: string): Date => new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}+08:00`);

export function judgeTime({
  deviceAt,
  deviceNow,
  receivedAt,
}: {
  deviceAt: Date | undefined;
  /** What the device's clock said when it uploaded. */
  deviceNow: Date | undefined;
  receivedAt: Date;
}): JudgedTime {
  if (deviceAt === undefined) return { takenAt: receivedAt, clock: 'received' };
  const offset = deviceNow === undefined ? 0 : receivedAt.getTime() - deviceNow.getTime();
  const isOff = Math.abs(offset) > rightWithinMilliseconds;
  const takenAt = isOff ? new Date(deviceAt.getTime() + offset) : deviceAt;
  const age = receivedAt.getTime() - takenAt.getTime();
  // NaN of an impossible day is neither.
  if (!(age >= -mostAheadMilliseconds && age <= mostBehindMilliseconds))
    return { takenAt: receivedAt, clock: 'implausible' };
  if (isOff) return { takenAt, clock: 'corrected', offsetSeconds: Math.round(offset / 1_000) };
  return { takenAt, clock: deviceNow === undefined ? 'unchecked' : 'right' };
}
