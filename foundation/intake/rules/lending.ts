// By which rule a device is lent, and when somebody has stopped measuring; all figures are our own choices and a county's to set.
import type { LendingPolicy } from '../lending-contract.ts';

export const lendingPolicyKey = 'intake.lending-policy';
export const usualLendingPolicy: LendingPolicy = {
  colours: ['red'],
  exceptionAllowed: true,
  stoppedAfterDays: 7,
  remindEveryDays: 3,
};

const dayMilliseconds = 86_400_000;
const wholeDays = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMilliseconds);

/** Days without a measurement; from the loan on where nothing has come yet. */
export const silentDays = (lentAt: Date, lastTakenAt: Date | null, now: Date): number =>
  Math.max(0, wholeDays(lastTakenAt ?? lentAt, now));

export const hasStopped = (lentAt: Date, lastTakenAt: Date | null, policy: LendingPolicy, now: Date): boolean =>
  silentDays(lentAt, lastTakenAt, now) >= policy.stoppedAfterDays;

export const mayRemind = (remindedAt: Date | null, policy: LendingPolicy, now: Date): boolean =>
  remindedAt === null || wholeDays(remindedAt, now) >= policy.remindEveryDays;
