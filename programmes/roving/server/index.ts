// Front door of the roving clinics: month plans, service on fixed days at fixed places by the same team.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { planningTopic, rosterTopic } from '../contract.ts';
import { announces } from './events.ts';
import { jobsOf } from './jobs.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { loadRoving, type RovingLoad } from './use-cases/bulk-load.ts';

export type { RovingLoad } from './use-cases/bulk-load.ts';

export interface Roving {
  readonly context: Context;
  /** Vehicles, market days, sites of a generated county, and plans computed with a bounded number of steps. */
  bulkLoad(load: RovingLoad): Promise<void>;
}

/** What stands below the roving clinics. */
interface Below {
  registry: Registry;
  geo: Geo;
  messaging: Messaging;
  record: RecordContext;
}

export function createRoving(kernel: Kernel, below: Below): Roving {
  const parts: Parts = { kernel, ...below };
  return {
    context: {
      name: 'roving',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      announces,
      jobs: jobsOf(parts),
      liveTopics: [
        { name: planningTopic, permission: 'roving.plan.read' },
        { name: rosterTopic, permission: 'roving.calendar.read' },
      ],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    bulkLoad: (load) => loadRoving(parts, load),
  };
}
