// Lays out the CT truck's year: every village once, a township's together, so many stops a month.
import { yearCalendar } from '#platform/algorithms/routing/year-calendar.ts';
import type { Day, LonLat } from '#platform/contract.ts';
import { workingDays, type CalendarDay } from './work-calendar.ts';

export interface TomographyVillage {
  villageId: string;
  townshipId: string;
  at: LonLat;
}

/** Working days in a row from the second one of the month on; where they do not suffice the last day takes several. */
export function layOutYear(
  villages: readonly TomographyVillage[],
  from: LonLat,
  year: number,
  calendar: readonly CalendarDay[],
): { villageId: string; on: Day }[] {
  const stops = villages.map(({ townshipId, at: [lon, lat] }) => ({ township: townshipId, lon, lat }));
  const months = yearCalendar(stops, 12, { lon: from[0], lat: from[1] });
  const byMonth = Map.groupBy(villages.keys(), (index) => months[index]!);
  return [...byMonth].flatMap(([month, indexes]) => {
    const days = workingDays(`${year}-${String(month + 1).padStart(2, '0')}`, calendar);
    const together = indexes.toSorted(
      (a, b) => villages[a]!.townshipId.localeCompare(villages[b]!.townshipId) || a - b,
    );
    const first = together.length < days.length ? 1 : 0;
    return together.map((index, place) => ({
      villageId: villages[index]!.villageId,
      on: days[Math.min(days.length - 1, first + place)]!,
    }));
  });
}
