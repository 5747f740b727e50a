// The three things to do of a report, ranked by one stated rule, each with its reason.
import type { IndexFacts, Due, Measured, Thing } from './report-model.ts';

export const mostThings = 3;

/** mm[Hg] and mmol/L: where the national rules want a referral at once (third edition, 2017). */
export const dangers = {
  systolic: { atLeast: 180 },
  diastolic: { atLeast: 110 },
  fastingGlucose: { atLeast: 16.7, atMost: 3.9 },
} as const;

export function dangersOf(measured: readonly Measured[]): Measured[] {
  return measured.filter(({ key, now }) => {
    if (!now || !(key in dangers)) return false;
    const { atLeast, atMost } = dangers[key as keyof typeof dangers] as { atLeast: number; atMost?: number };
    return now.value >= atLeast || (atMost !== undefined && now.value <= atMost);
  });
}

/**
 * Values that are dangerous first; then the parts of the health index that lose most of their 100 points, in the order of the
 * index where they lose the same; then what is due; then the parts of the index that nobody knows.
 */
export function thingsToDo(index: IndexFacts, measured: readonly Measured[], due: readonly Due[]): Thing[] {
  const things: Thing[] = dangersOf(measured).map(({ key, now }) => ({
    rule: 'TODO-DANGER',
    about: key,
    parameters: { value: now!.value },
  }));
  const lost = index.terms
    .flatMap(({ key, points }) => (points !== undefined && points < 100 ? [{ key, points }] : []))
    .toSorted((one, other) => one.points - other.points);
  for (const { key, points } of lost) things.push({ rule: 'TODO-INDEX', about: key, parameters: { points } });
  for (const one of due) things.push({ rule: 'TODO-DUE', about: one.about, parameters: one.parameters });
  if (index.state !== 'not-applicable')
    for (const { key, points } of index.terms)
      if (points === undefined) things.push({ rule: 'TODO-UNKNOWN', about: key, parameters: {} });
  return things.slice(0, mostThings);
}
