// Looks for the rules that can't hold together, in a worker thread.
import { findConflict, type Conflict } from '#platform/algorithms/routing/conflict.ts';
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';

export interface ConflictInput {
  problem: RoutingProblem;
  seed: number;
  iterations: number;
}

export default function explain({ problem, ...options }: ConflictInput): Conflict | undefined {
  return findConflict(problem, { ...options, now: () => performance.now() });
}
