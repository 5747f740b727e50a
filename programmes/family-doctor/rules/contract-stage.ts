// Where a contract stands on a day: offered, in force, to be renewed, lapsed; and the term of the next one.
import type { Day } from '#platform/contract.ts';

/** What is stored; everything else follows from the days. */
export const contractStates = ['offered', 'signed', 'declined', 'ended'] as const;
export type ContractState = (typeof contractStates)[number];

export const contractStages = [
  'offered',
  'coming',
  'active',
  'renewing',
  'lapsed',
  'renewed',
  'declined',
  'ended',
] as const;
export type ContractStage = (typeof contractStages)[number];

export interface StagedContract {
  state: ContractState;
  fromOn: Day;
  /** Last day, inclusive; the day of its end where it was ended. */
  toOn: Day;
  /** A signed contract follows it. */
  isRenewed: boolean;
}

/** `windowDays`: so long before its last day a contract may be renewed. */
export function stageOf(
  { state, fromOn, toOn, isRenewed }: StagedContract,
  today: Day,
  windowDays: number,
): ContractStage {
  if (state !== 'signed') return state;
  if (today < fromOn) return 'coming';
  if (today > toOn) return isRenewed ? 'renewed' : 'lapsed';
  return !isRenewed && today > addDays(toOn, -windowDays) ? 'renewing' : 'active';
}
export const isInForce = (stage: ContractStage): boolean => stage === 'active' || stage === 'renewing';

export function addDays(on: Day, days: number): Day {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** A contract runs for a year: from 29 February to 28 February, otherwise to the day before. */
export function lastDayOf(fromOn: Day): Day {
  const nextYear = `${String(Number(fromOn.slice(0, 4)) + 1)}${fromOn.slice(4)}`;
  // 29 February of a common year is read as 1 March: the day before is the 28th.
  return addDays(nextYear, -1);
}

/** The first day of the contract that follows: the day after, or today where it has lapsed. */
export const renewalFrom = (toOn: Day, today: Day): Day => (toOn >= today ? addDays(toOn, 1) : today);
