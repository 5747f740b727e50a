// How punctual a visit was, and how long it stayed against its plan.
import type { ActualTimes, CheckInPolicy, PlannedTimes } from './visit-state.ts';

export const punctualityVerdicts = ['on-time', 'early', 'late'] as const;
export interface Punctuality {
  verdict: (typeof punctualityVerdicts)[number];
  /** Whole minutes after the planned arrival; negative: before it. */
  lateMinutes: number;
  plannedStayMinutes: number;
  /** Absent while the vehicle is there. */
  stayMinutes?: number;
  /** Stay against plan, 1 = as planned. */
  stayShare?: number;
}

const minutesBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

/** Undefined where the vehicle has not come. */
export function punctuality(
  planned: PlannedTimes,
  { arriveAt, leaveAt }: ActualTimes,
  policy: CheckInPolicy,
): Punctuality | undefined {
  if (arriveAt === undefined) return undefined;
  const lateMinutes = minutesBetween(planned.arriveAt, arriveAt);
  const plannedStayMinutes = minutesBetween(planned.arriveAt, planned.leaveAt);
  const verdict = lateMinutes > policy.lateMinutes ? 'late' : lateMinutes < -policy.earlyMinutes ? 'early' : 'on-time';
  if (leaveAt === undefined) return { verdict, lateMinutes, plannedStayMinutes };
  const stayMinutes = minutesBetween(arriveAt, leaveAt);
  const stayShare = plannedStayMinutes > 0 ? Math.round((stayMinutes / plannedStayMinutes) * 100) / 100 : 1;
  return { verdict, lateMinutes, plannedStayMinutes, stayMinutes, stayShare };
}
