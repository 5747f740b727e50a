// What the solver answers: who visits whom on which day in which order, when, and what it costs.
import type { Day } from './problem.ts';

/** One stop with its times, seconds since midnight (or since the start of the shift when the vehicle has none). */
export interface Stop {
  /** Index of the customer. */
  customer: number;
  arrivalSeconds: number;
  /** Service starts, after waiting for the window where needed. */
  startSeconds: number;
  leaveSeconds: number;
}

/** What one vehicle does on one day; vehicles that stay at home have no route. */
export interface Route {
  day: Day;
  vehicle: number;
  stops: readonly Stop[];
  departSeconds: number;
  returnSeconds: number;
  metres: number;
  travelSeconds: number;
  /** Travel plus service. */
  workSeconds: number;
  load: number;
}

/** The objective, term by term; `total` is their sum. */
export interface PlanCost {
  travel: number;
  patterns: number;
  vehicles: number;
  moves: number;
  balance: number;
  arrivals: number;
  total: number;
}

/** A plan breaks no hard rule; customers that found no place stand in `unassigned`, never silently. */
export interface Plan {
  /** By day, then vehicle. */
  routes: readonly Route[];
  /** Index of the chosen pattern of each customer; -1 = unassigned. */
  patterns: readonly number[];
  unassigned: readonly number[];
  cost: PlanCost;
}

/** The bare decisions from which everything else of a plan follows. */
export interface RouteOrder {
  day: Day;
  vehicle: number;
  customers: readonly number[];
}

/** Time and randomness come from the caller; the same seed and number of iterations give the same plan. */
export interface SolveOptions {
  seed: number;
  /** A clock in milliseconds. */
  now: () => number;
  /** Asked every few milliseconds. */
  shouldStop?: () => boolean;
  /** Told about each better plan, at most a few times a second, and of the progress between 0 and 1. */
  onBetter?: (plan: Plan, progress: number) => void;
  /** Whichever limit comes first; the search cools down towards it. */
  seconds?: number;
  iterations?: number;
  /** Stops as soon as every customer is served, for questions of feasibility. */
  untilComplete?: boolean;
  /** Where to begin, e.g. a published plan. */
  start?: readonly RouteOrder[];
}

export interface SolveResult {
  plan: Plan;
  iterations: number;
  /** True when every customer is served; hard rules hold in any case. */
  complete: boolean;
}
