// Answers where a road leads how fast: on the main thread for one route, in a worker thread for matrices and isochrones, kept per network.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
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
} from '../../rules/travel.ts';
import { routeOnRoads } from '../../rules/travel-on-roads.ts';
import { problemOf } from '../problems.ts';
import { createMatrixShelf } from '../roads/matrix-shelf.ts';
import type { RoadHolder } from '../roads/road-holder.ts';
import type { IsochronesReply, MatrixReply, RoadTask } from '../roads/road-worker.ts';

export interface Travel {
  /** Seconds and metres from each point to each target. A place on no road has Infinity. */
  travelMatrix(asked: MatrixAsked): Promise<Result<TravelMatrix>>;
  route(asked: RouteAsked): Promise<Result<TravelRoute>>;
  isochrone(asked: IsochroneAsked): Promise<Result<Isochrones>>;
}

const worker = new URL('../roads/road-worker.ts', import.meta.url);

export function createTravel(kernel: Kernel, holder: RoadHolder): Travel {
  const shelf = createMatrixShelf(kernel.spool);
  return {
    async travelMatrix({ signal, ...asked }) {
      const held = await holder.current();
      if (!held) return succeed(estimateMatrix(asked));
      const { version, file } = held;
      const key = createHash('sha256')
        .update(JSON.stringify([version, asked.profile ?? 'car', asked.closures ?? [], asked.points, asked.targets]))
        .digest('hex');
      const kept = await shelf.get(key);
      if (kept) return succeed({ ...kept, basis: 'roads', version });
      const task: RoadTask = { kind: 'matrix', graph: { file, version }, asked };
      const reply = await kernel.workers.run<RoadTask, MatrixReply>(worker, task, signal ? { signal } : {});
      if ('trouble' in reply) return fail(problemOf(reply));
      await shelf.put(key, reply);
      return succeed({ ...reply, version });
    },
    async route(asked) {
      const held = await holder.current();
      if (!held)
        return succeed({ line: [asked.from, asked.to], ...estimateTravel(asked.from, asked.to), basis: 'estimate' });
      const route = routeOnRoads(held.views, asked);
      return 'trouble' in route ? fail(problemOf(route)) : succeed({ ...route, version: held.version });
    },
    async isochrone(asked) {
      const held = await holder.current();
      if (!held) return succeed(estimateIsochrones(asked));
      const { version, file } = held;
      const task: RoadTask = { kind: 'isochrones', graph: { file, version }, asked };
      const reply = await kernel.workers.run<RoadTask, IsochronesReply>(worker, task);
      return 'trouble' in reply ? fail(problemOf(reply)) : succeed({ ...reply, version });
    },
  };
}
