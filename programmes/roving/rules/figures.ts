// The figures of a plan: kilometres, hours, evenness of work, steadiness of weekday and time.
import { weekOf, weekdayOf } from './month.ts';
import type { PlanFigures, PlannedVisit, VehicleDay } from './planned-month.ts';
import type { RovingPolicy } from './policy.ts';
import { isWorkingDay, type CalendarDay } from './work-calendar.ts';
import { addDays } from './month.ts';

/** A week in which the calendar takes a weekday away or adds a weekend day. */
export function isHolidayWeek(monday: string, calendar: readonly CalendarDay[]): boolean {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index)).some(
    (on) => isWorkingDay(on, calendar) !== weekdayOf(on) <= 5,
  );
}

export function figuresOf(
  visits: readonly PlannedVisit[],
  vehicleDays: readonly VehicleDay[],
  policy: RovingPolicy,
  calendar: readonly CalendarDay[],
): PlanFigures {
  const sum = (pick: (day: VehicleDay) => number) => vehicleDays.reduce((total, day) => total + pick(day), 0);
  const followUps = Map.groupBy(
    visits.filter((visit) => visit.service === 'follow-up'),
    (visit) => visit.villageId,
  );
  const isCounted = (visit: PlannedVisit) => !isHolidayWeek(weekOf(visit.on), calendar);
  const steady = [...followUps.values()].filter(
    (some) => new Set(some.filter(isCounted).map((visit) => weekdayOf(visit.on))).size <= 2,
  );
  const unsteady = [...followUps.values()].filter((some) => {
    const starts = some.map((visit) => visit.startMinute);
    return Math.max(...starts) - Math.min(...starts) > policy.steadyArrivalMinutes;
  });
  return {
    visits: visits.length,
    metres: Math.round(sum((day) => day.metres)),
    travelMinutes: Math.round(sum((day) => day.travelMinutes)),
    workMinutes: Math.round(sum((day) => day.workMinutes)),
    unevenness: unevennessOf(vehicleDays),
    steadyVillages: steady.length,
    villages: followUps.size,
    unsteadyArrivals: unsteady.length,
    withoutDoctor: visits.filter((visit) => visit.staffId === undefined).length,
  };
}

function unevennessOf(vehicleDays: readonly VehicleDay[]): number {
  const byVehicle = [...Map.groupBy(vehicleDays, (day) => day.vehicleId).values()];
  if (byVehicle.length === 0) return 0;
  const variations = byVehicle.map((days) => {
    const mean = days.reduce((total, day) => total + day.workMinutes, 0) / days.length;
    const variance = days.reduce((total, day) => total + (day.workMinutes - mean) ** 2, 0) / days.length;
    return mean === 0 ? 0 : Math.sqrt(variance) / mean;
  });
  return Math.round((variations.reduce((total, one) => total + one, 0) / variations.length) * 1000) / 1000;
}
