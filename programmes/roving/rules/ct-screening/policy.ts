// How a day of the CT truck is cut into slots and when its clocks ring; the county may set its own from a day on.

export interface CtPolicy {
  firstMinute: number;
  lastMinute: number;
  pauseFromMinute: number;
  pauseToMinute: number;
  minutesEach: number;
  /** A scan is to be read within so many hours. */
  readingHours: number;
  /** A follow-up is announced so many days before it is due. */
  remindDays: number;
  /** So many days after it was due the institution is alarmed too. */
  institutionDays: number;
  /** So many stable results in a row may close a case. */
  stableResults: number;
}

/** Assumed, none of it from a guideline: screens say so until the county sets its own. */
export const assumedCtPolicy: CtPolicy = {
  firstMinute: 9 * 60,
  lastMinute: 16 * 60,
  pauseFromMinute: 11 * 60 + 30,
  pauseToMinute: 13 * 60,
  minutesEach: 10,
  readingHours: 72,
  remindDays: 14,
  institutionDays: 14,
  stableResults: 2,
};

/** Begins of the slots of a day; villages that share it take their turns one after the other. */
export function slotsOf(policy: CtPolicy, place = 0, villages = 1): number[] {
  const all: number[] = [];
  for (let minute = policy.firstMinute; minute + policy.minutesEach <= policy.lastMinute; minute += policy.minutesEach)
    if (minute + policy.minutesEach <= policy.pauseFromMinute || minute >= policy.pauseToMinute) all.push(minute);
  const each = Math.floor(all.length / villages);
  return all.slice(place * each, place === villages - 1 ? all.length : (place + 1) * each);
}
