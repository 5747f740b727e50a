// What the clock makes the fleet do: partitions of the next days are made, days past their time are dropped, due dates are told.
import { dayOf } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import { keptDays } from '../rules/point-time.ts';
import type { FleetParts } from './parts.ts';
import { forgetDaysBefore } from './store/day-to-judge.ts';
import { dayAfter, dropBefore, makePartition } from './store/partition.ts';
import { deleteRawFramesBefore } from './store/raw-frame.ts';
import { remindDue } from './use-cases/remind-due.ts';

const tidy = 'fleet.keep-days';
const remind = 'fleet.remind-due';
const rawFrameDays = 30;

export function workOf(parts: FleetParts): Required<Pick<Context, 'jobs' | 'schedules'>> {
  const { db, clock } = parts.kernel;
  return {
    jobs: [
      {
        kind: tidy,
        async run() {
          const now = clock.now();
          const today = dayOf(now);
          for (let ahead = 0; ahead <= 2; ahead++) await makePartition(db, dayAfter(today, ahead));
          // One day more than points are taken for: none is dropped and taken again.
          await dropBefore(db, dayAfter(today, -keptDays - 1));
          await forgetDaysBefore(db, dayAfter(today, -keptDays));
          await deleteRawFramesBefore(db, new Date(now.getTime() - rawFrameDays * 86_400_000));
        },
      },
      { kind: remind, run: () => remindDue(parts) },
    ],
    schedules: [
      { kind: tidy, everySeconds: 6 * 3_600 },
      { kind: remind, everySeconds: 3_600 },
    ],
  };
}
