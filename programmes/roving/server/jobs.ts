// Work of the roving clinics in the background: planning a month, telling the villages, check-ins from what the fleet tells, alarms.
import type { Listener } from '#platform/kernel/events/events.ts';
import type { JobHandler, Schedule } from '#platform/kernel/jobs/jobs.ts';
import { evaluateVillage, evaluateVillageJob } from './ct-screening/evaluate.ts';
import { moveStops, moveStopsJob } from './ct-screening/move-stops.ts';
import { watchCtJob, watchScreening } from './ct-screening/watch.ts';
import type { Parts } from './parts.ts';
import { computePlan } from './use-cases/compute-plan.ts';
import { planMonthJob } from './use-cases/start-plan.ts';
import { takeStays } from './use-cases/take-stays.ts';
import { tellVillages, tellVillagesJob } from './use-cases/tell-villages.ts';
import { watchVisits, watchVisitsJob } from './use-cases/watch-visits.ts';

/** `startedAt`: when this server began to work. */
export const jobsOf = (parts: Parts, startedAt: () => Date | undefined): JobHandler[] => [
  { kind: planMonthJob, maxAttempts: 3, run: (payload, { signal }) => computePlan(parts, payload, signal) },
  { kind: tellVillagesJob, run: (payload) => tellVillages(parts, payload) },
  { kind: watchVisitsJob, run: () => watchVisits(parts, startedAt()) },
  { kind: evaluateVillageJob, maxAttempts: 3, run: (payload) => evaluateVillage(parts, payload) },
  { kind: moveStopsJob, run: (payload) => moveStops(parts, payload) },
  { kind: watchCtJob, run: () => watchScreening(parts) },
];

/** An alarm may come so much later than its minute. */
export const schedules: readonly Schedule[] = [
  { kind: watchVisitsJob, everySeconds: 30 },
  { kind: watchCtJob, everySeconds: 60 },
];

export const listenersOf = (parts: Parts): Listener[] =>
  ['fleet.vehicle-arrived', 'fleet.vehicle-left', 'fleet.stay-withdrawn'].map((event) => ({
    event,
    name: `take-${event.slice('fleet.'.length)}`,
    hear: (payload) => takeStays(parts, payload),
  }));
