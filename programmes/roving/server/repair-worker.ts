// Searches for a repair in a worker thread.
import type { Disruption } from '#platform/algorithms/routing/disruption.ts';
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';
import { repair, type Repair, type RepairOptions } from '#platform/algorithms/routing/repair.ts';

export interface RepairInput {
  problem: RoutingProblem;
  orders: readonly RouteOrder[];
  disruption: Disruption;
  options: Omit<RepairOptions, 'now' | 'shouldStop'>;
}

export default function mend({ problem, orders, disruption, options }: RepairInput): Repair {
  return repair(problem, orders, disruption, { ...options, now: () => performance.now() });
}
