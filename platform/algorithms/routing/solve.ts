// The solver's front: a problem in, the best plan found until the limit out, better ones told on the way.
import { buildPlan } from './build-plan.ts';
import type { Plan, RouteOrder, SolveOptions, SolveResult } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import { Annealing, type Tuning } from './search/anneal.ts';
import { buildModel } from './search/model.ts';
import { ordersOf, takeOver } from './search/orders.ts';
import { steadyArrivals } from './steady-arrivals.ts';

/** Steps between two looks at the clock. */
const stretch = 64;
/** The local search at the end may go on for so long after the limit; it rarely needs a tenth of it. */
const polishMilliseconds = 500;
/** `onBetter` hears at most this often. */
const newsMilliseconds = 250;

/**
 * Plans the horizon. Hard rules always hold in the result: what finds no place is in `plan.unassigned`
 * (ask `findConflict` why). Needs `seconds` or `iterations`; with `iterations` alone the result depends on the seed only.
 */
export function solve(problem: RoutingProblem, options: SolveOptions, tune?: Tuning): SolveResult {
  const { seconds, iterations, now, shouldStop, onBetter } = options;
  if (seconds === undefined && iterations === undefined)
    throw new RangeError('solve needs a limit: seconds or iterations');
  const startedAt = now();
  const search = new Annealing(buildModel(problem), options.seed, tune);
  if (options.start) takeOver(search.state, options.start);
  search.start(options.start !== undefined);
  let told = Number.POSITIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const at = now();
    const elapsed = seconds === undefined ? 0 : (at - startedAt) / (seconds * 1000);
    const progress = Math.max(elapsed, iterations === undefined ? 0 : search.iterations / iterations);
    if (onBetter && search.bestCost !== told && at - toldAt >= newsMilliseconds) {
      told = search.bestCost;
      toldAt = at;
      onBetter(buildPlan(problem, ordersOf(search.best)), Math.min(1, progress));
    }
    if (progress >= 1 || shouldStop?.() || problem.customers.length === 0) break;
    if (options.untilComplete && search.bestUnassigned === 0) break;
    const steps = iterations === undefined ? stretch : Math.min(stretch, iterations - search.iterations);
    for (let i = 0; i < steps; i++) search.step(progress);
  }
  const overdue = () => seconds !== undefined && now() - startedAt > seconds * 1000 + polishMilliseconds;
  if (!options.untilComplete && !shouldStop?.()) search.polish(() => (shouldStop?.() ?? false) || overdue());
  const orders = Number.isFinite(search.bestCost) ? ordersOf(search.best) : search.soundPart();
  const { broken: _none, ...plan } = finished(problem, orders);
  return { plan, iterations: search.iterations, complete: plan.unassigned.length === 0 };
}

function finished(problem: RoutingProblem, orders: RouteOrder[]): Plan & { broken: readonly unknown[] } {
  return buildPlan(problem, steadyArrivals(problem, orders));
}
