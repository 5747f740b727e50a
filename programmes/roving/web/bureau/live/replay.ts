// The day as it was at an instant: where each vehicle stood, what it had driven, how its stops stood.
import type { VisitCheckIn } from '../../../check-in-contract.ts';
import { visitState, type CheckInPolicy, type VisitState } from '../../../rules/visit-state.ts';

export interface TrackFixAt {
  lon: number;
  lat: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** Index of the last fix at or before the instant; -1 before the first. */
export function lastBefore(track: readonly TrackFixAt[], at: number): number {
  let [low, high] = [0, track.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (track[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** On the way between two fixes it is between them; before its first it is unknown, after its last it stands. */
export function placeAt(track: readonly TrackFixAt[], at: number): { lon: number; lat: number } | undefined {
  const index = lastBefore(track, at);
  const from = track[index];
  if (!from) return undefined;
  const to = track[index + 1];
  if (!to) return { lon: from.lon, lat: from.lat };
  const share = (at - from.at) / Math.max(1, to.at - from.at);
  return { lon: from.lon + (to.lon - from.lon) * share, lat: from.lat + (to.lat - from.lat) * share };
}

/** What an observer knew at the instant. */
export function stateAt(stop: VisitCheckIn, policy: CheckInPolicy, at: number): VisitState {
  if (stop.state === 'untracked') return stop.state;
  const known = (instant: string | undefined) =>
    instant !== undefined && Date.parse(instant) <= at ? instant : undefined;
  const planned = { arriveAt: stop.plannedArriveAt, leaveAt: stop.plannedLeaveAt };
  return visitState(planned, { arriveAt: known(stop.arriveAt), leaveAt: known(stop.leaveAt) }, policy, new Date(at));
}
