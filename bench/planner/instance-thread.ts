// One instance on one thread: reads the file, solves for the given time, hands the routes back.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import { solve } from '#platform/algorithms/routing/solve.ts';
import { readCapacitated } from './capacitated.ts';
import { capacitatedProblem } from './capacitated-problem.ts';
import { problemOf } from './cordeau-problem.ts';
import { readCordeau } from './cordeau.ts';

export interface InstanceTask {
  kind: 'cordeau' | 'capacitated';
  file: string;
  seconds: number;
  seed: number;
}
export interface InstanceAnswer {
  orders: RouteOrder[];
  iterations: number;
  complete: boolean;
}

const { kind, file, seconds, seed } = workerData as InstanceTask;
const text = readFileSync(file, 'utf8');
const problem = kind === 'cordeau' ? problemOf(readCordeau(text)) : capacitatedProblem(readCapacitated(text));
const { plan, iterations, complete } = solve(problem, { seed, seconds, now: () => performance.now() });
const orders = plan.routes.map(({ day, vehicle, stops }) => ({
  day,
  vehicle,
  customers: stops.map(({ customer }) => customer),
}));
parentPort!.postMessage({ orders, iterations, complete } satisfies InstanceAnswer);
