// Sums of what happened today, the same hours of yesterday to compare with, and how long counts are kept.
import { dayOf, type Day } from '#platform/contract.ts';
import type { ActivityKind, ActivitySums, UnitActivity } from '../contract.ts';

const dayMilliseconds = 86_400_000;
/** Today and the 39 days before it. */
const keptDays = 40;

/** So many of one kind in one village; without units where the place is not known. */
export interface ActivityCount {
  kind: ActivityKind;
  townshipId: string | null;
  villageId: string | null;
  count: number;
}

export const sameTimeYesterday = (now: Date): Date => new Date(now.getTime() - dayMilliseconds);
/** Counts of earlier days are deleted. */
export const firstKeptDay = (now: Date): Day => dayOf(new Date(now.getTime() - (keptDays - 1) * dayMilliseconds));

const sumOf: Record<ActivityKind, keyof ActivitySums> = { visit: 'visits', measurement: 'measurements' };

export function totalOf(counts: readonly Pick<ActivityCount, 'kind' | 'count'>[]): ActivitySums {
  const sums: ActivitySums = { visits: 0, measurements: 0 };
  for (const { kind, count } of counts) sums[sumOf[kind]] += count;
  return sums;
}

/** One entry per township or village in which something happened; what has no such unit is in no entry. */
export function sumsBy(level: 'townshipId' | 'villageId', counts: readonly ActivityCount[]): UnitActivity[] {
  const placed = Map.groupBy(counts, (count) => count[level]);
  placed.delete(null);
  return [...placed]
    .map(([unitId, some]) => ({ unitId: unitId!, ...totalOf(some) }))
    .toSorted((a, b) => a.unitId.localeCompare(b.unitId));
}
