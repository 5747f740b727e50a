// The report of a village or township for its managers: counts and distributions, with small numbers hidden.

/** Fewer people than this are not told: who they are could be guessed. */
export const leastShown = 5;

export interface PersonRow {
  villageId: string;
  score: number | null;
  band: 'low' | 'moderate' | 'high' | null;
  hypertensionControlled: boolean | null;
  diabetesControlled: boolean | null;
  signed: boolean;
}
/** Absent where hidden. */
export interface Part {
  key: string;
  people?: number;
}
export interface Share {
  numerator?: number;
  denominator?: number;
}
export interface PopulationReport {
  people?: number;
  signed?: number;
  /** One decimal; absent for too few. */
  meanScore?: number;
  withIndex?: number;
  bands: Part[];
  hypertension: Share;
  diabetes: Share;
}

const small = (count: number): boolean => count > 0 && count < leastShown;
const shown = (count: number): number | undefined => (small(count) ? undefined : count);

/**
 * Parts of a whole whose sum is told: a small part is hidden, and as many of the next smallest beside it as are needed so
 * that the hidden ones together are at least two and at least five people.
 */
export function hideSmall(parts: readonly { key: string; people: number }[]): Part[] {
  const hidden = new Set(parts.filter(({ people }) => small(people)).map(({ key }) => key));
  const bySize = parts.toSorted((one, other) => one.people - other.people);
  const givesAway = () => {
    const inside = parts.filter(({ key }) => hidden.has(key));
    return inside.length < 2 || inside.reduce((sum, { people }) => sum + people, 0) < leastShown;
  };
  while (hidden.size > 0 && hidden.size < parts.length && givesAway()) {
    const next = bySize.find(({ key, people }) => people > 0 && !hidden.has(key));
    if (!next) break;
    hidden.add(next.key);
  }
  return parts.map(({ key, people }) => (hidden.has(key) ? { key } : { key, people }));
}

/** Neither who is counted nor who is not may be a handful. */
function share(flags: readonly (boolean | null)[]): Share {
  const known = flags.filter((flag) => flag !== null);
  const numerator = known.filter(Boolean).length;
  if (small(known.length)) return {};
  if (small(numerator) || small(known.length - numerator)) return { denominator: known.length };
  return { numerator, denominator: known.length };
}

export function populationReport(rows: readonly PersonRow[]): PopulationReport {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  const people = shown(rows.length);
  if (people === undefined) return { bands: hideSmall([]), hypertension: {}, diabetes: {} };
  const signed = rows.filter((row) => row.signed).length;
  const bands = (['low', 'moderate', 'high'] as const).map((key) => ({
    key,
    people: rows.filter(({ band }) => band === key).length,
  }));
  const withoutIndex = { key: 'none', people: rows.length - scores.length };
  return {
    people,
    ...(shown(signed) !== undefined && shown(rows.length - signed) !== undefined && { signed }),
    ...(!small(scores.length) &&
      scores.length > 0 && {
        meanScore: Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 10) / 10,
        ...(!small(withoutIndex.people) && { withIndex: scores.length }),
      }),
    bands: hideSmall([...bands, withoutIndex]),
    hypertension: share(rows.map((row) => row.hypertensionControlled)),
    diabetes: share(rows.map((row) => row.diabetesControlled)),
  };
}
