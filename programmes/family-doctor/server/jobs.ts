// Work of the family doctors in the background: counting services, keeping the lists, reminding of renewals.
import type { Listener } from '#platform/kernel/events/events.ts';
import type { JobHandler, Schedule } from '#platform/kernel/jobs/jobs.ts';
import { concernsTypes, personsChanged } from '#foundation/record/server/index.ts';
import type { Parts } from './parts.ts';
import { countForms, countVisit } from './use-cases/count-services.ts';
import { hearPerson, refreshPeople, refreshResidents, refreshResidentsJob } from './use-cases/refresh-residents.ts';
import { remindRenewals, remindRenewalsJob } from './use-cases/remind-renewals.ts';

export const jobsOf = (parts: Parts): JobHandler[] => [
  {
    kind: remindRenewalsJob,
    run: async () => {
      await remindRenewals(parts);
    },
  },
  { kind: refreshResidentsJob, run: (payload) => refreshResidents(parts, payload) },
];

export const schedules: readonly Schedule[] = [
  { kind: remindRenewalsJob, everySeconds: 3_600 },
  { kind: refreshResidentsJob, everySeconds: 86_400 },
];

export const listenersOf = (parts: Parts): Listener[] => [
  { event: 'record.visit-recorded', name: 'count-visit', hear: (payload) => countVisit(parts, payload) },
  {
    event: 'record.resource-changed',
    name: 'count-forms',
    concerns: concernsTypes('QuestionnaireResponse'),
    hear: (payload) => countForms(parts, payload),
  },
  {
    event: 'record.resource-changed',
    name: 'refresh-groups',
    concerns: concernsTypes('Condition', 'Flag'),
    hear: (payload) => refreshPeople(parts, personsChanged([{ payload }]), parts.kernel.clock.now()),
    hearPersons: (personIds) => refreshPeople(parts, personIds, parts.kernel.clock.now()),
  },
  { event: 'registry.person-registered', name: 'take-resident', hear: (payload) => hearPerson(parts, payload) },
  { event: 'registry.person-changed', name: 'take-change', hear: (payload) => hearPerson(parts, payload) },
];
