// Work about persons that nobody waits for: what is asked for within a window of time is done once a person, at its end.
import { z } from 'zod';
import { stepSize } from '../db/step-size.ts';
import type { Kernel } from '../kernel.ts';
import type { JobHandler } from './jobs.ts';

const payload = z.object({ personIds: z.array(z.string()) });
/** Of one job. */
const mostAtOnce = 200;

/**
 * `ask` may be called for the same person as often as one likes; `work` should bear a person twice: what was asked for
 * is remembered by this server alone. People who come together are one job; where it fails, each is tried alone.
 */
export function atWindowEnd(
  { db, clock, jobs }: Pick<Kernel, 'db' | 'clock' | 'jobs'>,
  kind: string,
  milliseconds: number,
  work: (personIds: readonly string[]) => Promise<void>,
): { ask(personIds: readonly string[]): Promise<void>; handler: JobHandler } {
  let window = 0;
  let asked = new Set<string>();
  const enqueue = (persons: readonly string[], atOnce: number, runAt: Date) =>
    jobs.enqueueAll(
      db,
      Array.from({ length: Math.ceil(persons.length / atOnce) }, (_, page) => ({
        kind,
        payload: { personIds: persons.slice(page * atOnce, (page + 1) * atOnce) },
        runAt,
      })),
    );
  return {
    async ask(personIds) {
      const end = (Math.floor(clock.now().getTime() / milliseconds) + 1) * milliseconds;
      if (end !== window) [window, asked] = [end, new Set()];
      const known = asked;
      const fresh = [...new Set(personIds)].filter((personId) => !known.has(personId));
      await enqueue(fresh, stepSize(db, mostAtOnce), new Date(end));
      // Only now: what could not be put into the queue is asked for again.
      for (const personId of fresh) known.add(personId);
    },
    handler: {
      kind,
      canWait: true,
      async run(given) {
        const { personIds } = payload.parse(given);
        try {
          await work(personIds);
        } catch (error) {
          if (personIds.length < 2) throw error;
          await enqueue(personIds, 1, clock.now());
        }
      },
    },
  };
}
