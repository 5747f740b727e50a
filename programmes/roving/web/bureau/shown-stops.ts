// Which villages the planner's filters leave on the screen.
import type { PlannedVisit, VillageStop } from '../../rules/planned-month.ts';

export interface StopFilter {
  township: string | null;
  vehicle: string | null;
  text: string | null;
}

export function shownStops(
  stops: readonly VillageStop[],
  visits: readonly PlannedVisit[],
  { township, vehicle, text }: StopFilter,
): VillageStop[] {
  const served = vehicle
    ? new Set(visits.filter((visit) => visit.vehicleId === vehicle).map((visit) => visit.villageId))
    : undefined;
  const wanted = text?.trim();
  return stops.filter(
    (stop) =>
      (!township || stop.townshipId === township) &&
      (!served || served.has(stop.villageId)) &&
      (!wanted || stop.villageName.includes(wanted) || stop.townshipName.includes(wanted)),
  );
}
