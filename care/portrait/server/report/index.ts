// Annual reports as a part of the portrait: what its context carries, and what others may call.
import type { Context } from '#platform/kernel/context.ts';
import { reportPermissions, reportRunTopic } from '../../report-contract.ts';
import type { Parts } from '../parts.ts';
import { reportRoles } from './permissions.ts';
import { createPrinter } from './print-report.ts';
import type { ReportPartSource, ReportParts } from './report-parts.ts';
import { reportEndpoints } from './routes.ts';
import { villageRunJob, villageStep } from './village-run.ts';

export type { ReportPartSource, ReportSpan } from './report-parts.ts';

export interface Reports extends Required<Pick<Context, 'permissions' | 'endpoints' | 'jobs' | 'liveTopics'>> {
  /** Called at start by higher contexts: chronic diseases with visits, control and targets. */
  registerPart(source: ReportPartSource): void;
  /** One step of a village's run, as its job does; true while there is a next one. */
  villageStep(payload: unknown): Promise<boolean>;
}

export function createReports(below: Parts): Reports {
  const sources: ReportPartSource[] = [];
  const parts: ReportParts = { ...below, sources, print: createPrinter() };
  return {
    registerPart: (source) => void sources.push(source),
    villageStep: (payload) => villageStep(parts, payload),
    permissions: reportRoles,
    endpoints: reportEndpoints(parts),
    jobs: [{ kind: villageRunJob, run: async (payload) => void (await villageStep(parts, payload)) }],
    liveTopics: [{ name: reportRunTopic, permission: reportPermissions.list }],
  };
}
