// Front door of chronic care: registers from evidence, colours by the county's policy, and the work that follows from them.
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Indicators } from '#foundation/indicators/server/index.ts';
import { permissions as names, personTopic, worklistTopic } from '../contract.ts';
import { chronicHandOver } from '../order-kinds/chronic-hand-over.ts';
import { createAdvice, type Advice } from './advice.ts';
import { announces } from './events.ts';
import { jobsOf, listenersOf, schedules } from './jobs.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { adviceEndpoints } from './routes/advice.ts';
import { bureauEndpoints } from './routes/bureau.ts';
import { scaleEndpoints } from './routes/scales.ts';
import { visitEndpoints } from './routes/visit.ts';
import type { ReportPartSource, TagSource } from '#care/portrait/server/index.ts';
import { chronicAdvice } from './use-cases/chronic-advice.ts';
import { handOverHooks } from './use-cases/hand-over.ts';
import { registerIndicators } from './use-cases/indicator-facts.ts';
import { chronicTags } from './use-cases/portrait-tags.ts';
import { reportPartOf } from './use-cases/report-part.ts';
import { loadRegisters, type ChronicCareLoad } from './use-cases/bulk-load.ts';

export type { Advice, AdviceSource } from './advice.ts';
export type { ChronicCareLoad } from './use-cases/bulk-load.ts';

export interface ChronicCare {
  readonly context: Context;
  /** Where other contexts register services of CDS Hooks. */
  readonly advice: Advice;
  /** Diseases that are followed with their colours, for portraits. */
  readonly tags: TagSource;
  /** Visits, control and targets, for annual reports. */
  readonly reportPart: ReportPartSource;
  /** Registers of a generated county; how many rows. */
  bulkLoad(load: ChronicCareLoad, now: Date): Promise<number>;
}

export function createChronicCare({ indicators, ...parts }: Parts & { indicators: Indicators }): ChronicCare {
  registerIndicators(parts, indicators);
  const advice = createAdvice();
  for (const source of chronicAdvice(parts)) advice.register(source);
  parts.orders.registerKind(chronicHandOver, handOverHooks(parts));
  return {
    advice,
    tags: chronicTags,
    reportPart: reportPartOf(parts),
    bulkLoad: (load, now) => loadRegisters(parts, load, now),
    context: {
      name: 'chronic-care',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [
        ...endpointsOf(parts),
        ...visitEndpoints(parts),
        ...scaleEndpoints(parts),
        ...bureauEndpoints(parts),
        ...adviceEndpoints(parts, advice),
      ],
      announces,
      listeners: listenersOf(parts),
      jobs: jobsOf(parts),
      schedules,
      liveTopics: [
        { name: worklistTopic, permission: names.worklist },
        { name: personTopic, permission: names.read, perPerson: true },
      ],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
