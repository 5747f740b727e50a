// Work of chronic care in the background: colours follow the record at once, and the calendar once a day.
import { z } from 'zod';
import type { Listener } from '#platform/kernel/events/events.ts';
import type { JobHandler, Schedule } from '#platform/kernel/jobs/jobs.ts';
import { concernsTypes, parseChanges } from '#foundation/record/server/index.ts';
import type { Parts } from './parts.ts';
import { followPerson } from './use-cases/follow-cluster.ts';
import { refreshPerson, saysTheSame } from './use-cases/derive-colours.ts';
import { refreshMany, walkRegisters, walkRegistersJob } from './use-cases/walk-registers.ts';

const person = z.object({ personId: z.string() });
/** What colours are decided from; Flags, which this context writes itself, are not among them. */
const decides = concernsTypes('Condition', 'Observation', 'QuestionnaireResponse');

async function hearRecord(parts: Parts, payload: unknown): Promise<void> {
  const { personId } = parseChanges(payload);
  if (personId !== undefined) await refreshPerson(parts, personId, parts.kernel.clock.now());
}
/** Of many records at once most colours stay as they are: what stands is read together, and only what changed is written. */
async function hearPersons(parts: Parts, personIds: readonly string[]): Promise<void> {
  const { kernel, registry } = parts;
  const golden = await registry.goldenIds(kernel.db, personIds);
  await refreshMany(parts, [...new Set(golden.values())], kernel.clock.now(), saysTheSame);
}
const hearPerson = (parts: Parts, payload: unknown): Promise<void> =>
  followPerson(parts, person.parse(payload).personId, parts.kernel.clock.now());

export const listenersOf = (parts: Parts): Listener[] => [
  {
    event: 'record.resource-changed',
    name: 'derive-colours',
    concerns: decides,
    hear: (payload) => hearRecord(parts, payload),
    hearPersons: (personIds) => hearPersons(parts, personIds),
  },
  { event: 'registry.person-changed', name: 'follow-person', hear: (payload) => hearPerson(parts, payload) },
];
export const jobsOf = (parts: Parts): JobHandler[] => [
  { kind: walkRegistersJob, run: (payload) => walkRegisters(parts, payload) },
];
export const schedules: readonly Schedule[] = [{ kind: walkRegistersJob, everySeconds: 86_400 }];
