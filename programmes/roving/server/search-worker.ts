// Runs the search for a month plan in a worker thread; progress and the wish to stop are shared memory.
import { solve } from '#platform/algorithms/routing/solve.ts';
import type { RouteOrder, SolveResult } from '#platform/algorithms/routing/plan.ts';
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';

export interface SearchInput {
  problem: RoutingProblem;
  seed: number;
  seconds?: number;
  iterations?: number;
  start?: readonly RouteOrder[];
  /** Two numbers: progress in millionths, and 1 where the search is to stop. */
  shared: SharedArrayBuffer;
}

export default function search({ problem, shared, ...options }: SearchInput): SolveResult {
  const cells = new Int32Array(shared);
  return solve(problem, {
    ...options,
    now: () => performance.now(),
    shouldStop: () => Atomics.load(cells, 1) === 1,
    onBetter: (_plan, progress) => void Atomics.store(cells, 0, Math.round(progress * 1_000_000)),
  });
}
