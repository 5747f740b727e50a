// Front door of geo: map data of the county and what happens on it today.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { activityTopic, type MapArea } from '../contract.ts';
import { workOf } from './jobs.ts';
import { endpointsOf, permissions } from './routes.ts';
import { saveAreas } from './store/area.ts';
import { readActivity } from './use-cases/read-activity.ts';
import { createMapReader } from './use-cases/read-map.ts';

export interface Geo {
  readonly context: Context;
  readonly bulkLoad: { areas(areas: readonly MapArea[]): Promise<void> };
}

export function createGeo(kernel: Kernel, registry: Registry): Geo {
  return {
    context: {
      name: 'geo',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(createMapReader(kernel, registry), (county, now) => readActivity(kernel.db, county, now)),
      liveTopics: [{ name: activityTopic, permission: 'geo.map.read' }],
      ...workOf(kernel, registry),
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    bulkLoad: { areas: (areas) => kernel.db.tx((q) => saveAreas(q, areas)) },
  };
}
