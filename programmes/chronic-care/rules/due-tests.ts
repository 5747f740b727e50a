// Which measurements and tests are due for a person's chronic diseases, from what was measured and when.
import type { Day } from '#platform/contract.ts';
import shipped from '../data/due-tests.json' with { type: 'json' };
import { addDays } from './days.ts';
import type { Disease } from './disease.ts';
import type { Reading, ReadKey } from './evidence.ts';

export interface DueTest {
  key: ReadKey;
  /** The last value and day; absent where none is known. */
  value?: number;
  lastOn?: Day;
  dueOn: Day;
  isDue: boolean;
  /** Its interval was not checked against the original. */
  draft: boolean;
}

/** Due ones first. */
export function dueTests(diseases: readonly Disease[], readings: readonly Reading[], today: Day): DueTest[] {
  return shipped.tests
    .filter((test) => test.diseases.some((disease) => (diseases as readonly string[]).includes(disease)))
    .map(({ key, everyDays, mark }): DueTest => {
      const last = readings.find((one) => one.key === key && !one.atHome);
      const dueOn = last ? addDays(last.on, everyDays) : today;
      return {
        key: key as ReadKey,
        ...(last && { value: last.value, lastOn: last.on }),
        dueOn,
        isDue: dueOn <= today,
        draft: mark === 'draft',
      };
    })
    .toSorted((one, other) => Number(other.isDue) - Number(one.isDue) || (one.dueOn < other.dueOn ? -1 : 1));
}
