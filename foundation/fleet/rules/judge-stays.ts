// Tells from a vehicle's points of a day, in the order of its own clock, where it arrived, stayed and left.
import { placeAt } from './place-at.ts';
import type { JudgedStay, StayEvidence, StayPoint, WatchedPlace } from './stay.ts';
import type { TrackingPolicy } from './tracking-policy.ts';

/** Somebody at a place, still counting. Plain values: the state is kept as JSON between two judgements. */
interface Presence {
  placeId: string;
  isBase: boolean;
  arrivedAt: number;
  lastAt: number;
  confirmedAt?: number;
  leftAt?: number;
  points: number;
  still: number;
  off: number;
  backfilled: number;
  nearest: number;
  farthest: number;
  metres: number;
  fastest: number;
  receivedFrom: number;
  receivedTo: number;
  gap: number;
  gapBefore?: number;
  gapAfter?: number;
}
export interface DayState {
  lastAt?: number;
  current?: Presence;
  /** Where it seems to be while it may still be back at `current`. */
  next?: Presence;
  outsideSince?: number;
  over: Presence[];
  startedAt?: number;
  endedAt?: number;
}
export const dayBegins = (): DayState => ({ over: [] });

/**
 * Goes on from a state with later points; the state that it was given stays as it is. Points that come before the last
 * one judged need a judgement of the whole day: then any order in which points arrive gives the same stays.
 */
export function judgePoints(
  from: DayState,
  points: readonly StayPoint[],
  places: readonly WatchedPlace[],
  policy: TrackingPolicy,
): DayState {
  const state = structuredClone(from);
  for (const point of points) {
    step(state, point, places, policy);
    state.lastAt = point.at;
  }
  return state;
}

/** Stays at places of commitments, in the order of their arrival. */
export function staysOf({ over, current }: DayState): JudgedStay[] {
  return [...over, ...(current ? [current] : [])]
    .filter(({ isBase }) => !isBase)
    .map((one) => ({
      placeId: one.placeId,
      arrivedAt: one.arrivedAt,
      ...(one.confirmedAt !== undefined && { confirmedAt: one.confirmedAt }),
      ...(one.leftAt !== undefined && { leftAt: one.leftAt }),
      evidence: evidenceOf(one),
    }));
}

function step(state: DayState, point: StayPoint, places: readonly WatchedPlace[], policy: TrackingPolicy): void {
  const { current } = state;
  const seen = placeAt(point, places, current?.placeId, policy);
  if (current && seen?.place.id === current.placeId) {
    count(current, point, seen.metres, policy);
    confirm(state, current, point, policy);
    delete state.next;
    delete state.outsideSince;
    return;
  }
  if (!current) {
    if (seen) beginAt(state, 'current', point, seen, policy);
  } else {
    state.outsideSince ??= point.at;
    if (!seen) delete state.next;
    else if (state.next?.placeId === seen.place.id) {
      count(state.next, point, seen.metres, policy);
      confirm(state, state.next, point, policy);
    } else {
      delete state.next;
      beginAt(state, 'next', point, seen, policy);
    }
    if (point.at - state.outsideSince >= policy.leaveSeconds * 1000) leave(state, current, state.outsideSince);
  }
  // No base was seen before it drove: the trip began no later than now.
  if (state.startedAt === undefined && !seen?.place.isBase && !state.current?.isBase && !isStill(point, policy))
    state.startedAt = point.at;
}

const isStill = ({ speedKilometresPerHour }: StayPoint, policy: TrackingPolicy): boolean =>
  speedKilometresPerHour < policy.stillKilometresPerHour;

function beginAt(
  state: DayState,
  as: 'current' | 'next',
  point: StayPoint,
  { place, metres }: { place: WatchedPlace; metres: number },
  policy: TrackingPolicy,
): void {
  // Who drives through has not arrived; in the morning the terminal may wake up when its vehicle drives already.
  if (!isStill(point, policy) && !(place.isBase && state.startedAt === undefined)) return;
  const { at, receivedAt } = point;
  const presence: Presence = {
    placeId: place.id,
    isBase: place.isBase,
    arrivedAt: at,
    lastAt: at,
    points: 0,
    still: 0,
    off: 0,
    backfilled: 0,
    nearest: metres,
    farthest: metres,
    metres: 0,
    fastest: 0,
    receivedFrom: receivedAt,
    receivedTo: receivedAt,
    gap: 0,
    ...(state.lastAt !== undefined && { gapBefore: at - state.lastAt }),
  };
  count(presence, point, metres, policy);
  confirm(state, presence, point, policy);
  state[as] = presence;
}

function count(presence: Presence, point: StayPoint, metres: number, policy: TrackingPolicy): void {
  presence.gap = Math.max(presence.gap, point.at - presence.lastAt);
  presence.lastAt = point.at;
  presence.points++;
  presence.metres += metres;
  if (isStill(point, policy)) presence.still++;
  if (!point.ignitionOn) presence.off++;
  if (point.backfilled) presence.backfilled++;
  presence.nearest = Math.min(presence.nearest, metres);
  presence.farthest = Math.max(presence.farthest, metres);
  presence.fastest = Math.max(presence.fastest, point.speedKilometresPerHour);
  presence.receivedFrom = Math.min(presence.receivedFrom, point.receivedAt);
  presence.receivedTo = Math.max(presence.receivedTo, point.receivedAt);
}

function confirm(state: DayState, presence: Presence, point: StayPoint, policy: TrackingPolicy): void {
  if (!isStill(point, policy)) return;
  const longEnough = point.at - presence.arrivedAt >= policy.dwellSeconds * 1000;
  if (longEnough) presence.confirmedAt ??= point.at;
  // At its base with the engine off the day is over: such a terminal may sleep before the dwell is full.
  if (presence.isBase && state.startedAt !== undefined && (longEnough || !point.ignitionOn))
    state.endedAt ??= presence.arrivedAt;
}

function leave(state: DayState, current: Presence, outsideSince: number): void {
  if (current.isBase) {
    state.startedAt ??= current.lastAt;
    delete state.endedAt;
  } else if (current.confirmedAt !== undefined)
    state.over.push({ ...current, leftAt: current.lastAt, gapAfter: outsideSince - current.lastAt });
  if (state.next) state.current = state.next;
  else delete state.current;
  delete state.next;
  delete state.outsideSince;
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);

function evidenceOf(one: Presence): StayEvidence {
  return {
    points: one.points,
    stillPoints: one.still,
    ignitionOffPoints: one.off,
    backfilledPoints: one.backfilled,
    nearestMetres: Math.round(one.nearest),
    farthestMetres: Math.round(one.farthest),
    meanMetres: Math.round(one.metres / one.points),
    fastestKilometresPerHour: Math.round(one.fastest * 10) / 10,
    firstPointAt: new Date(one.arrivedAt).toISOString(),
    lastPointAt: new Date(one.lastAt).toISOString(),
    firstReceivedAt: new Date(one.receivedFrom).toISOString(),
    lastReceivedAt: new Date(one.receivedTo).toISOString(),
    longestGapSeconds: seconds(one.gap),
    ...(one.gapBefore !== undefined && { gapBeforeSeconds: seconds(one.gapBefore) }),
    ...(one.gapAfter !== undefined && { gapAfterSeconds: seconds(one.gapAfter) }),
  };
}
