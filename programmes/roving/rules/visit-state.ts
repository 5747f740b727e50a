// How a visit stands against its plan at an instant, and the county's figures for it.

export const visitStates = [
  /** Its time is still ahead. */
  'upcoming',
  /** Its time has come, the vehicle has not. */
  'due',
  /** The vehicle is there. */
  'under-way',
  'done',
  /** It came and stayed too short. */
  'short-stay',
  /** Not there though it should have been. */
  'late',
  'missed',
  /** Published when its time was over already: nobody watched it. */
  'untracked',
] as const;
export type VisitState = (typeof visitStates)[number];

/** Setting `roving.check-in-policy`, dated along the organisation path. */
export interface CheckInPolicy {
  /** A visit is due so long before its planned arrival. */
  dueMinutes: number;
  /** Arrival within so many minutes after the plan is on time; after them the visit is late. */
  lateMinutes: number;
  /** Arrival earlier by more than this is not on time either: the villagers are not there yet. */
  earlyMinutes: number;
  /** Not there so long after the planned end: missed. */
  missedMinutes: number;
  /** A stay of less than this share of the planned one is short. */
  shortStayShare: number;
}

/** Assumed figures, for the county to set. */
export const usualCheckInPolicy: CheckInPolicy = {
  dueMinutes: 30,
  lateMinutes: 15,
  earlyMinutes: 30,
  missedMinutes: 30,
  shortStayShare: 0.75,
};

export interface PlannedTimes {
  arriveAt: string;
  leaveAt: string;
}
export interface ActualTimes {
  arriveAt?: string | undefined;
  leaveAt?: string | undefined;
}

const minutes = 60_000;

export function visitState(
  planned: PlannedTimes,
  actual: ActualTimes,
  policy: CheckInPolicy,
  now: Date,
): Exclude<VisitState, 'untracked'> {
  if (actual.arriveAt !== undefined) {
    if (actual.leaveAt === undefined) return 'under-way';
    return stayMinutes(actual.arriveAt, actual.leaveAt) <
      policy.shortStayShare * stayMinutes(planned.arriveAt, planned.leaveAt)
      ? 'short-stay'
      : 'done';
  }
  const at = now.getTime();
  const arrive = Date.parse(planned.arriveAt);
  if (at > Date.parse(planned.leaveAt) + policy.missedMinutes * minutes) return 'missed';
  if (at > arrive + policy.lateMinutes * minutes) return 'late';
  return at >= arrive - policy.dueMinutes * minutes ? 'due' : 'upcoming';
}

const stayMinutes = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / minutes;
