// Judges the time that a terminal gives to a point: right, or so wrong that the point belongs to no track.

/** Clocks of terminals are set by satellites; some minutes ahead is what badly set ones show. */
export const mostAheadSeconds = 600;
/** Days for which positions are kept, and for which points from a blind spot are taken. */
export const keptDays = 90;

export type PointTime = 'plausible' | 'clock-ahead' | 'too-old';

export function judgePointTime(deviceAt: Date, receivedAt: Date): PointTime {
  const aheadSeconds = (deviceAt.getTime() - receivedAt.getTime()) / 1000;
  if (aheadSeconds > mostAheadSeconds) return 'clock-ahead';
  return aheadSeconds < -keptDays * 86_400 ? 'too-old' : 'plausible';
}
