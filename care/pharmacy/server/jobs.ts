// Work of refills in the background: one person after each change of the record, everybody once a day.
import { z } from 'zod';
import type { Listener } from '#platform/kernel/events/events.ts';
import type { JobHandler, Schedule } from '#platform/kernel/jobs/jobs.ts';
import { concernsTypes, parseChanges } from '#foundation/record/server/index.ts';
import type { Parts } from './parts.ts';
import { refreshPerson } from './use-cases/keep-people.ts';
import { beginWalkJob, runWalkStep, startWalk, walkJob } from './use-cases/walk.ts';

const person = z.object({ personId: z.string() });

export const listenersOf = (parts: Parts): Listener[] => [
  {
    event: 'record.resource-changed',
    name: 'reckon-refills',
    concerns: concernsTypes('MedicationRequest', 'MedicationDispense', 'Encounter'),
    hear: async (payload) => {
      const { personId } = parseChanges(payload);
      if (personId !== undefined) await refreshPerson(parts, personId, parts.kernel.clock.now());
    },
  },
  {
    event: 'registry.person-changed',
    name: 'follow-person',
    hear: (payload) => refreshPerson(parts, person.parse(payload).personId, parts.kernel.clock.now()),
  },
];
export const jobsOf = (parts: Parts): JobHandler[] => [
  { kind: beginWalkJob, run: () => startWalk(parts, parts.kernel.clock.now()) },
  { kind: walkJob, run: (payload) => runWalkStep(parts, payload) },
];
/** Every hour it looks whether a new day has begun. */
export const schedules: readonly Schedule[] = [{ kind: beginWalkJob, everySeconds: 3_600 }];
