// Slots of a doctor's hours on the coming days: what is over or taken is not offered.
import type { Day } from '#platform/contract.ts';
import type { ClinicHours } from '../workbench-contract.ts';
import { addDays } from './contract-stage.ts';

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (on: Day): number => ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export interface SlotDay {
  on: Day;
  place: string;
  minutes: number[];
}

/** Days with hours, from today on; `taken` are `day minute`. Today only what begins after `nowMinute`. */
export function slotDays(
  hours: readonly ClinicHours[],
  taken: ReadonlySet<string>,
  from: { today: Day; nowMinute: number },
  days: number,
): SlotDay[] {
  const all: SlotDay[] = [];
  for (let ahead = 0; ahead < days; ahead++) {
    const on = addDays(from.today, ahead);
    const own = hours.filter(({ weekday }) => weekday === weekdayOf(on));
    const minutes = own.flatMap(({ fromMinute, toMinute, slotMinutes }) =>
      Array.from(
        { length: Math.max(0, Math.floor((toMinute - fromMinute) / slotMinutes)) },
        (_, index) => fromMinute + index * slotMinutes,
      ),
    );
    const free = minutes
      .filter((minute) => !taken.has(`${on} ${minute}`) && (ahead > 0 || minute > from.nowMinute))
      .toSorted((one, other) => one - other);
    if (own.length > 0) all.push({ on, place: own[0]!.place, minutes: [...new Set(free)] });
  }
  return all;
}
