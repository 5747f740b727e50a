// What a vehicle does at the moment, from its trip and how its visits stand; and what a village is told of it.
import type { VehiclePhase } from '../check-in-contract.ts';
import type { VisitState } from './visit-state.ts';

export interface PhaseStop {
  visitId: string;
  state: VisitState;
  plannedArriveAt: string;
}
export interface PhaseTrip {
  startedAt?: string | undefined;
  endedAt?: string | undefined;
}
/** A vehicle that is out and silent for so long is not known to be on its way (assumed; valleys are shorter). */
const silentMinutes = 30;

const isOpen = ({ state }: PhaseStop): boolean => state === 'upcoming' || state === 'due' || state === 'late';

/** The stop at which it is or should be next. */
export const nextStop = <Stop extends PhaseStop>(stops: readonly Stop[]): Stop | undefined =>
  stops.find(({ state }) => state === 'under-way') ??
  stops.filter(isOpen).toSorted((a, b) => a.plannedArriveAt.localeCompare(b.plannedArriveAt))[0];

export function vehiclePhase(
  stops: readonly PhaseStop[],
  trip: PhaseTrip,
  heardAt: string | undefined,
  now: Date,
): VehiclePhase {
  if (stops.some(({ state }) => state === 'under-way')) return 'at-stop';
  if (trip.endedAt !== undefined) return 'returned';
  const silent = heardAt === undefined || now.getTime() - Date.parse(heardAt) > silentMinutes * 60_000;
  if (trip.startedAt !== undefined) {
    if (silent) return 'silent';
    return stops.some(isOpen) ? 'on-the-way' : stops.length === 0 ? 'no-visits' : 'returning';
  }
  if (stops.length === 0) return 'no-visits';
  return silent && stops.some(({ state }) => state === 'late') ? 'silent' : 'at-base';
}

export const villagePhases = ['waiting', 'on-the-way', 'arrived', 'left', 'late', 'missed'] as const;
export type VillagePhase = (typeof villagePhases)[number];

/** `isNext`: it is the stop to which the vehicle is driving now. */
export function villagePhase(state: VisitState, phase: VehiclePhase, isNext: boolean): VillagePhase {
  if (state === 'under-way') return 'arrived';
  if (state === 'done' || state === 'short-stay') return 'left';
  if (state === 'missed') return 'missed';
  if (state === 'late') return 'late';
  return phase === 'on-the-way' && isNext ? 'on-the-way' : 'waiting';
}
