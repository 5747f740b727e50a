// Front door of geo: map data of the county and what happens on it today.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { succeed, type Result } from '#platform/contract.ts';
import { activityTopic, type MapArea } from '../contract.ts';
import {
  estimateIsochrones,
  estimateMatrix,
  estimateTravel,
  type IsochroneAsked,
  type Isochrones,
  type MatrixAsked,
  type RouteAsked,
  type TravelMatrix,
  type TravelRoute,
} from '../rules/travel.ts';
import { workOf } from './jobs.ts';
import { endpointsOf, permissions } from './routes.ts';
import { saveAreas } from './store/area.ts';
import { readActivity } from './use-cases/read-activity.ts';
import { createMapReader } from './use-cases/read-map.ts';

export interface Geo {
  readonly context: Context;
  readonly bulkLoad: { areas(areas: readonly MapArea[]): Promise<void> };
  /**
   * Seconds and metres between places by road, in a worker thread, kept per network version.
   * Problems: a place outside of China, a closed road that is no road, a place far from every road.
   * Without a network an estimate (`basis`).
   */
  travelMatrix(asked: MatrixAsked): Promise<Result<TravelMatrix>>;
  /** The fastest way with its line; a problem where no road leads. */
  route(asked: RouteAsked): Promise<Result<TravelRoute>>;
  /** What is reached within so many minutes, as polygons. */
  isochrone(asked: IsochroneAsked): Promise<Result<Isochrones>>;
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
    travelMatrix: async (asked) => succeed(estimateMatrix(asked)),
    route: async ({ from, to }) => succeed({ line: [from, to], ...estimateTravel(from, to), basis: 'estimate' }),
    isochrone: async (asked) => succeed(estimateIsochrones(asked)),
  };
}
