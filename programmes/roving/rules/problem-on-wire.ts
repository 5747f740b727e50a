// A plan's problem as it crosses the wire: travel times as plain lists, `null` where no road leads.
import type { RoutingProblem, TravelMatrix } from '#platform/algorithms/routing/problem.ts';
import type { PlanProblem } from './month-problem.ts';

interface WireMatrix {
  seconds: (number | null)[];
  metres: (number | null)[];
}
export interface WireProblem extends Omit<PlanProblem, 'problem'> {
  problem: Omit<RoutingProblem, 'travel' | 'travelOn'> & { travel: WireMatrix };
}

const out = (values: ArrayLike<number>) =>
  Array.from(values, (value) => (Number.isFinite(value) ? Math.round(value) : null));
const back = (values: readonly (number | null)[]) => Float64Array.from(values, (value) => value ?? Infinity);

export function toWire({ problem, ...rest }: PlanProblem): WireProblem {
  const { travelOn: _, travel, ...kept } = problem;
  return { ...rest, problem: { ...kept, travel: { seconds: out(travel.seconds), metres: out(travel.metres) } } };
}

export function fromWire({ problem, ...rest }: WireProblem): PlanProblem {
  const travel: TravelMatrix = { seconds: back(problem.travel.seconds), metres: back(problem.travel.metres) };
  return { ...rest, problem: { ...problem, travel } };
}
