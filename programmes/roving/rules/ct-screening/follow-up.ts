// Follow-up of a nodule or another finding: how its clock stands, and what may close it.
import { addDays } from '../month.ts';
import type { CtPolicy } from './policy.ts';

export const followUpOutcomes = ['stable', 'resolved', 'diagnosed', 'referred', 'declined'] as const;
export type FollowUpOutcome = (typeof followUpOutcomes)[number];
export const caseClocks = ['waiting', 'due-soon', 'overdue', 'closed'] as const;
export type CaseClock = (typeof caseClocks)[number];

export function clockOf(found: { dueOn: string; closed: boolean }, policy: CtPolicy, today: string): CaseClock {
  if (found.closed) return 'closed';
  if (found.dueOn < today) return 'overdue';
  return addDays(found.dueOn, -policy.remindDays) <= today ? 'due-soon' : 'waiting';
}

export interface FollowUpResult {
  outcome: FollowUpOutcome;
  note: string;
  /** Absent: the case is closed. */
  nextDueOn?: string | undefined;
}

/** Code of what is wrong with a result, or nothing. `before`: outcomes so far, oldest first. */
export function faultOfResult(
  result: FollowUpResult,
  before: readonly FollowUpOutcome[],
  policy: CtPolicy,
  today: string,
): string | undefined {
  if (result.nextDueOn !== undefined) {
    if (result.outcome !== 'stable') return 'roving.ct-only-stable-goes-on';
    return result.nextDueOn > today ? undefined : 'roving.ct-due-is-past';
  }
  if (['declined', 'diagnosed', 'referred'].includes(result.outcome) && result.note.trim() === '')
    return 'roving.ct-note-missing';
  if (result.outcome !== 'stable') return undefined;
  const otherAt = before.findLastIndex((one) => one !== 'stable');
  const inRow = before.length - otherAt - 1 + 1;
  return inRow >= policy.stableResults ? undefined : 'roving.ct-not-yet-stable';
}

/** The same day so many months later, the last day of the month where it has none. */
export function monthsLater(on: string, months: number): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
