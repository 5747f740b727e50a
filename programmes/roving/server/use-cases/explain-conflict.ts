// Names the rules of a month that can't hold together, in the county's words.
import type { SolveResult } from '#platform/algorithms/routing/plan.ts';
import type { ConflictRule } from '../../contract.ts';
import type { MonthProblem } from '../../rules/month-problem.ts';
import type { Parts } from '../parts.ts';
import type { GatheredMonth } from './gather-month.ts';

export async function explainConflict(
  _parts: Parts,
  _month: GatheredMonth,
  _task: MonthProblem,
  _result: SolveResult,
): Promise<ConflictRule[]> {
  return [];
}
