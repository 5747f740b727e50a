// Front door of the family doctors: contracts of households, packages and what was done for them, the doctor's day.
import type { Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { TagSource } from '#care/portrait/server/index.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Indicators } from '#foundation/indicators/server/index.ts';
import type { Knowledge } from '#foundation/knowledge/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { permissions as names } from '../contract.ts';
import { threadTopic } from '../workbench-contract.ts';
import { announces } from './events.ts';
import { jobsOf, listenersOf, schedules } from './jobs.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { workbenchEndpoints } from './routes/workbench.ts';
import { loadFamilyDoctor, type FamilyDoctorLoad } from './use-cases/bulk-load.ts';
import { doctorsOf, type FamilyDoctorOf } from './use-cases/doctors-of.ts';
import { homeStops, type HomeStop } from './use-cases/home-stops.ts';
import { familyDoctorTags } from './use-cases/portrait-tags.ts';
import { registerIndicators } from './use-cases/indicator-facts.ts';

export type { FamilyDoctorLoad, PlannedContract } from './use-cases/bulk-load.ts';
export type { FamilyDoctorOf } from './use-cases/doctors-of.ts';

export interface FamilyDoctor {
  readonly context: Context;
  /** The contract in force of each of these people with its doctor and team; the caller has checked access. */
  doctorsOf(q: Sql, personIds: readonly string[], now: Date): Promise<Map<string, FamilyDoctorOf>>;
  /** See home-stops.ts: what the actor's devices may take along. */
  homeStops(actor: Actor, span: { fromOn: Day; toOn: Day }, now: Date): Promise<HomeStop[]>;
  /** Contract and what the doctor noted, for portraits. */
  readonly tags: TagSource;
  /** Packages, contracts, hours and questions of a generated county. */
  bulkLoad(load: FamilyDoctorLoad, now: Date): Promise<number>;
}

interface Below {
  registry: Registry;
  knowledge: Knowledge;
  geo: Geo;
  record: RecordContext;
  messaging: Messaging;
  indicators: Indicators;
}

export function createFamilyDoctor(kernel: Kernel, { indicators, ...below }: Below): FamilyDoctor {
  const parts: Parts = { kernel, ...below };
  registerIndicators(parts, indicators);
  return {
    context: {
      name: 'family-doctor',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [...endpointsOf(parts), ...workbenchEndpoints(parts)],
      announces,
      jobs: jobsOf(parts),
      listeners: listenersOf(parts),
      schedules,
      liveTopics: [{ name: threadTopic, permission: names.read, perPerson: true }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    tags: familyDoctorTags,
    doctorsOf: (q, personIds, now) => doctorsOf(q, personIds, now),
    homeStops: (actor, span, now) => homeStops(parts, actor, span, now),
    bulkLoad: (load, now) => loadFamilyDoctor(parts, load, now),
  };
}
