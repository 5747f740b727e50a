// Work of the portrait in the background: the walk through everybody, and kept indexes that follow what the record hears.
import { z } from 'zod';
import type { Listener } from '#platform/kernel/events/events.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { atWindowEnd } from '#platform/kernel/jobs/at-window-end.ts';
import type { JobHandler, Schedule } from '#platform/kernel/jobs/jobs.ts';
import { concernsTypes, personsChanged } from '#foundation/record/server/index.ts';
import type { Parts } from './parts.ts';
import { countyRunJob, runStep, startRun } from './use-cases/county-run.ts';
import { keepIndexes } from './use-cases/keep-index.ts';

const person = z.object({ personId: z.string() });
const keepJob = 'portrait.keep-index';
const weeklyJob = 'portrait.start-run';
/** Nobody waits for kept indexes, and a visit writes many values: what changes within five minutes is reckoned at their end. */
const window = 300_000;

/** Values grow too old and people older without anybody writing anything: everybody is reckoned once a week. */
export const schedules: readonly Schedule[] = [{ kind: weeklyJob, everySeconds: 7 * 86_400 }];

/** What the context registers for its background. */
export function backgroundOf(parts: Parts): { listeners: Listener[]; jobs: JobHandler[] } {
  const { kernel } = parts;
  const later = atWindowEnd(kernel, keepJob, window, async (personIds) => {
    await kernel.db.tx((q) => keepIndexes(parts, q, personIds, kernel.clock.now()));
  });
  const registered = (payload: unknown) => later.ask([person.parse(payload).personId]);
  return {
    listeners: [
      {
        event: 'record.resource-changed',
        name: 'keep-index',
        canWait: true,
        concerns: concernsTypes('Condition', 'Encounter', 'Observation'),
        hear: (payload) => later.ask(personsChanged([{ payload }])),
        hearPersons: later.ask,
      },
      { event: 'registry.person-registered', name: 'keep-registered', hear: registered },
      { event: 'registry.person-changed', name: 'keep-changed', hear: registered },
    ],
    jobs: [
      {
        kind: weeklyJob,
        run: async () => {
          await startRun(parts, systemActor(`job ${weeklyJob}`, kernel.newId()), kernel.clock.now());
        },
      },
      { kind: countyRunJob, run: async (payload) => void (await runStep(parts, payload)) },
      later.handler,
    ],
  };
}
