// The walk of a day through everybody with medicines: a page of people a step, in one transaction with where the next one begins; a kill loses nothing and repeats nothing.
import { z } from 'zod';
import { dayOf, type Day } from '#platform/contract.ts';
import { stepSize } from '#platform/kernel/db/step-size.ts';
import { dayAfter } from '../../rules/days.ts';
import type { Parts } from '../parts.ts';
import { beginWalk, lockWalk, moveWalk } from '../store/reminder.ts';
import { keepPeople } from './keep-people.ts';
import { windowDays } from './reckon-people.ts';
import { remindPeople } from './remind-people.ts';
import { reminderPolicy } from './reminder-texts.ts';

export const walkJob = 'pharmacy.walk-step';
export const beginWalkJob = 'pharmacy.begin-walk';
const mostAtOnce = 1_000;
const payloadSchema = z.object({ on: z.iso.date() });

/** Once a day, whichever server's clock comes first; what an earlier day left unfinished is over with it. */
export async function startWalk({ kernel }: Parts, now: Date): Promise<void> {
  const on = dayOf(now);
  await kernel.db.tx(async (q) => {
    if (await beginWalk(q, on, now)) await kernel.jobs.enqueue(q, { kind: walkJob, payload: { on }, singletonKey: on });
  });
}

/** True while there is a next page. */
export async function walkStep(parts: Parts, on: Day): Promise<boolean> {
  const { kernel, registry, record } = parts;
  const now = kernel.clock.now();
  const peopleAtOnce = stepSize(kernel.db, mostAtOnce);
  const policy = await reminderPolicy(parts, undefined, now);
  return kernel.db.tx(async (q) => {
    const walk = await lockWalk(q, on);
    if (!walk || walk.finishedAt) return false;
    const since = new Date(`${dayAfter(on, -windowDays)}T00:00:00+08:00`);
    const rows = await record.peopleWithDispensings(q, since, walk.afterId ?? undefined, peopleAtOnce);
    const golden = [...new Set((await registry.goldenIds(q, rows)).values())].toSorted();
    const reckoned = await keepPeople(parts, q, golden, now);
    const reminders = await remindPeople(parts, q, reckoned, policy, now);
    const more = rows.length === peopleAtOnce;
    const afterId = rows.at(-1);
    await moveWalk(q, on, { people: golden.length, reminders, afterId, finishedAt: more ? undefined : now });
    if (more)
      await kernel.jobs.enqueue(q, {
        kind: walkJob,
        payload: { on },
        singletonKey: `${on} ${afterId}`,
      });
    return more;
  });
}
export const runWalkStep = async (parts: Parts, payload: unknown): Promise<void> =>
  void (await walkStep(parts, payloadSchema.parse(payload).on));
