// Which measurements and tests are due for a person's chronic diseases, by the next follow-up of each and by what staff measured.
import type { Day } from '#platform/contract.ts';
import shipped from '../data/due-tests.json' with { type: 'json' };
import { addDays } from './days.ts';
import type { Disease } from './disease.ts';
import type { Reading, ReadKey } from './evidence.ts';

export interface DueTest {
  key: ReadKey;
  /** The newest value, wherever it was measured; absent where none is known. */
  value?: number;
  lastOn?: Day;
  /** Measured at home: it is shown, and the clinic measures all the same. */
  atHome?: boolean;
  dueOn: Day;
  isDue: boolean;
  /** Its interval was not checked against the original. */
  draft: boolean;
}
/** A disease that is followed; the day comes from the last form or from its colour. */
export interface FollowedDisease {
  disease: Disease;
  nextDueOn?: Day;
}

const earliest = (days: readonly (Day | undefined)[]): Day | undefined =>
  days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(0);

/** `readings` newest first, however old. Due ones first. */
export function dueTests(followed: readonly FollowedDisease[], readings: readonly Reading[], today: Day): DueTest[] {
  return shipped.tests
    .flatMap(({ key, diseases, everyDays, atFollowUp, mark }): DueTest[] => {
      const asking = followed.filter(({ disease }) => diseases.includes(disease));
      if (asking.length === 0) return [];
      const own = readings.filter((one) => one.key === key && one.on <= today);
      const [newest] = own;
      const byStaff = own.find(({ atHome }) => !atHome);
      const dueOn = byStaff
        ? earliest([addDays(byStaff.on, everyDays), ...(atFollowUp ? asking.map(({ nextDueOn }) => nextDueOn) : [])])!
        : today;
      return [
        {
          key: key as ReadKey,
          ...(newest && { value: newest.value, lastOn: newest.on, ...(newest.atHome && { atHome: true }) }),
          dueOn,
          isDue: dueOn <= today,
          draft: mark === 'draft',
        },
      ];
    })
    .toSorted((one, other) => Number(other.isDue) - Number(one.isDue) || (one.dueOn < other.dueOn ? -1 : 1));
}
