// What the clock makes the fleet do: partitions of the next days are made, days past their time are dropped.
import { dayOf } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { keptDays } from '../rules/point-time.ts';
import { dayAfter, dropBefore, makePartition } from './store/partition.ts';
import { deleteRawFramesBefore } from './store/raw-frame.ts';

const tidy = 'fleet.keep-days';
const rawFrameDays = 30;

export function workOf({ db, clock }: Kernel): Required<Pick<Context, 'jobs' | 'schedules'>> {
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
          await deleteRawFramesBefore(db, new Date(now.getTime() - rawFrameDays * 86_400_000));
        },
      },
    ],
    schedules: [{ kind: tidy, everySeconds: 6 * 3_600 }],
  };
}
