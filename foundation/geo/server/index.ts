// Front door of geo: map data of the county, what happens on it today, and travel by road.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { activityTopic, roadsTopic, type MapArea } from '../contract.ts';
import { workOf } from './jobs.ts';
import { createRoadHolder } from './roads/road-holder.ts';
import { roadEndpoints, roadPermissions } from './routes-of-roads.ts';
import { endpointsOf, permissions } from './routes.ts';
import { saveAreas } from './store/area.ts';
import { createTravelAnswers } from './use-cases/answer-travel.ts';
import { createTravel, type Travel } from './use-cases/ask-travel.ts';
import { createRoadLoading, type RoadLoading } from './use-cases/load-roads.ts';
import { readActivity } from './use-cases/read-activity.ts';
import { createMapReader } from './use-cases/read-map.ts';
import { createRoadReader, type RoadReader } from './use-cases/read-roads.ts';

/** Travel by road: an estimate (`basis`) while no network is loaded. Problems: no road near, no way, a closure that is no road. */
export interface Geo extends Travel {
  readonly context: Context;
  readonly bulkLoad: { areas(areas: readonly MapArea[]): Promise<void> };
  readonly roads: Pick<RoadReader, 'status' | 'connectivity'> & Pick<RoadLoading, 'load'>;
}

export function createGeo(kernel: Kernel, registry: Registry): Geo {
  const holder = createRoadHolder(kernel);
  const travel = createTravel(kernel, holder);
  const roads = createRoadReader(kernel, registry, holder);
  const loading = createRoadLoading(kernel, holder);
  const work = workOf(kernel, registry);
  return {
    context: {
      name: 'geo',
      migrations: new URL('./migrations/', import.meta.url),
      permissions: { ...permissions, ...roadPermissions },
      endpoints: [
        ...endpointsOf(createMapReader(kernel, registry), (county, now) => readActivity(kernel.db, county, now)),
        ...roadEndpoints(kernel, roads, loading, createTravelAnswers(kernel, registry, travel)),
      ],
      liveTopics: [
        { name: activityTopic, permission: 'geo.map.read' },
        { name: roadsTopic, permission: 'geo.roads.read' },
      ],
      ...work,
      jobs: [...work.jobs, loading.job],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    bulkLoad: { areas: (areas) => kernel.db.tx((q) => saveAreas(q, areas)) },
    ...travel,
    roads: { status: roads.status, connectivity: roads.connectivity, load: loading.load },
  };
}
