// Front door of the portrait: health index, portrait and annual report of people.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { permissions as names, runTopic } from '../contract.ts';
import { backgroundOf, schedules } from './jobs.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { createReports, type Reports } from './report/index.ts';
import { endpointsOf } from './routes.ts';
import type { TagSource } from './tag-source.ts';
import { runStep, startRun } from './use-cases/county-run.ts';
import { readIndex, type PersonIndex } from './use-cases/read-index.ts';

export type { RiskPort } from './parts.ts';
export type { ReportPartSource, ReportSpan } from './report/index.ts';
export type { TagSource } from './tag-source.ts';
export type { PersonIndex } from './use-cases/read-index.ts';

export interface Portrait {
  readonly context: Context;
  /** The health index as the record stood at a time; the caller has checked access and audits. */
  index(q: Sql, personIds: readonly string[], at: Date): Promise<PersonIndex[]>;
  /** Called at start by higher contexts: what they know of people. */
  registerTags(source: TagSource): void;
  /** Called at start by higher contexts: what they know of chronic diseases, for annual reports. */
  registerReportPart: Reports['registerPart'];
  /** One step of a village's reports, as its job does; true while there is a next one. */
  villageStep: Reports['villageStep'];
  /** Begins the walk through everybody, or tells of the one that is under way. */
  startRun(actor: Actor, now: Date): ReturnType<typeof startRun>;
  /** One step of it, as its job does; true while there is a next one. */
  runStep(payload: unknown): Promise<boolean>;
}

export function createPortrait(parts: Parts): Portrait {
  const background = backgroundOf(parts);
  const sources: TagSource[] = [];
  const reports = createReports(parts);
  return {
    index: (q, personIds, at) => readIndex(parts, q, personIds, at),
    registerTags: (source) => void sources.push(source),
    registerReportPart: reports.registerPart,
    villageStep: reports.villageStep,
    startRun: (actor, now) => startRun(parts, actor, now),
    runStep: (payload) => runStep(parts, payload),
    context: {
      name: 'portrait',
      migrations: new URL('./migrations/', import.meta.url),
      permissions: { ...permissions, ...reports.permissions },
      endpoints: [...endpointsOf(parts, sources), ...reports.endpoints],
      listeners: background.listeners,
      schedules,
      jobs: [...background.jobs, ...reports.jobs],
      liveTopics: [{ name: runTopic, permission: names.runRead }, ...reports.liveTopics],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
