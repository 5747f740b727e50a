// Who rides on a vehicle on a day: a stand-in for the day before the standing crew, the newest entry first.
import type { Day } from '#platform/contract.ts';

export const crewRoles = ['driver', 'doctor', 'nurse'] as const;
export type CrewRole = (typeof crewRoles)[number];

export interface CrewSpan {
  role: CrewRole;
  fromOn: Day;
  /** Inclusive; a standing member has none. */
  toOn?: Day;
  /** From the month plan: who was entered by hand goes before it. */
  planned?: boolean;
}

/** One for each role: an entry that ends goes before one that stands, then the one that began last. */
export function crewOn<Entry extends CrewSpan>(entries: readonly Entry[], day: Day): Entry[] {
  const holding = entries.filter((one) => one.fromOn <= day && (one.toOn === undefined || day <= one.toOn));
  const first = (a: Entry, b: Entry) =>
    Number(a.toOn === undefined) - Number(b.toOn === undefined) ||
    Number(a.planned ?? false) - Number(b.planned ?? false) ||
    (a.fromOn < b.fromOn ? 1 : -1);
  return [...Map.groupBy(holding, (one) => one.role).values()].map((some) => some.toSorted(first)[0]!);
}
