// Work of risk prediction in the background: the walk through everybody, and kept results that follow what the record hears.
import type { Listener } from '#platform/kernel/events/events.ts';
import { atWindowEnd } from '#platform/kernel/jobs/at-window-end.ts';
import type { JobHandler } from '#platform/kernel/jobs/jobs.ts';
import { concernsTypes, personsChanged } from '#foundation/record/server/index.ts';
import type { Parts } from './parts.ts';
import { countyRunJob, runStep } from './use-cases/county-run.ts';
import { reassess } from './use-cases/read-person.ts';

const reassessJob = 'risk.reassess';
/** Nobody waits for kept results, and a visit writes many values: what changes within a minute is reckoned at its end. */
const window = 60_000;

/** What the context registers for its background. */
export function backgroundOf(parts: Parts): { listeners: Listener[]; jobs: JobHandler[] } {
  const { kernel } = parts;
  const later = atWindowEnd(kernel, reassessJob, window, (personIds) => reassess(parts, personIds, kernel.clock.now()));
  return {
    listeners: [
      {
        event: 'record.resource-changed',
        name: 'reassess-risk',
        canWait: true,
        concerns: concernsTypes('Condition', 'Observation'),
        hear: (payload) => later.ask(personsChanged([{ payload }])),
        hearPersons: later.ask,
      },
    ],
    jobs: [{ kind: countyRunJob, run: async (payload) => void (await runStep(parts, payload)) }, later.handler],
  };
}
