// How long sessions live by role, and when failed sign-ins lock a way in.
import type { Role } from '../access/roles.ts';

export interface SessionLimits {
  /** Ends after this long without a request. */
  idleSeconds: number;
  /** Ends in any case after this long. */
  absoluteSeconds: number;
  /** More open sessions than this end the oldest. */
  maxSessions: number;
}

const hour = 3_600;
const day = 24 * hour;
const staff: SessionLimits = { idleSeconds: hour / 2, absoluteSeconds: 12 * hour, maxSessions: 5 };
const own: SessionLimits = { idleSeconds: 7 * day, absoluteSeconds: 30 * day, maxSessions: 10 };
const machine: SessionLimits = { idleSeconds: 30 * day, absoluteSeconds: 365 * day, maxSessions: 50 };

/** The strictest limits of the account's roles. */
export function sessionLimits(roles: readonly Role[]): SessionLimits {
  if (roles.length > 0 && roles.every((role) => role === 'device' || role === 'integrator')) return machine;
  if (roles.length > 0 && roles.every((role) => role === 'resident')) return own;
  return staff;
}

/** Failures within this window count together. */
export const failureWindowSeconds = 15 * 60;
export const failuresBeforeLock = 5;
const longestLockSeconds = 4 * hour;

/** Seconds that a way in stays locked after its n-th failure: none before the fifth, then 15 minutes, doubling. */
export function lockSeconds(failures: number): number {
  if (failures < failuresBeforeLock) return 0;
  return Math.min(failureWindowSeconds * 2 ** (failures - failuresBeforeLock), longestLockSeconds);
}
