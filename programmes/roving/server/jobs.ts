// Work of the roving clinics in the background: planning a month, telling the villages.
import type { JobHandler } from '#platform/kernel/jobs/jobs.ts';
import type { Parts } from './parts.ts';
import { computePlan } from './use-cases/compute-plan.ts';
import { planMonthJob } from './use-cases/start-plan.ts';
import { tellVillages, tellVillagesJob } from './use-cases/tell-villages.ts';

export const jobsOf = (parts: Parts): JobHandler[] => [
  { kind: planMonthJob, maxAttempts: 3, run: (payload, { signal }) => computePlan(parts, payload, signal) },
  { kind: tellVillagesJob, run: (payload) => tellVillages(parts, payload) },
];
