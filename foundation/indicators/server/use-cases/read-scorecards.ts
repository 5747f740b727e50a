// Scorecards of a month: everybody who is compared, each against the same targets and peers.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type {
  ComparedBy,
  ScorecardRow,
  ScorecardsQuery,
  ScorecardsReply,
  TrendQuery,
  TrendReply,
} from '../../contract.ts';
import type { IndicatorCatalogue, Sum } from '../../rules/indicator.ts';
import { scorecard, valueOf } from '../../rules/score.ts';
import type { Parts } from '../parts.ts';
import { indicatorPermissions } from '../permissions.ts';
import { catalogueUnknown } from '../problems.ts';
import { findRun, sumFacts, type GroupSum } from '../store/fact.ts';

/** The ids of units that the reader answers for; facts of other townships are not theirs. */
export const townshipsOf = ({ kernel }: Parts, actor: Actor): Promise<readonly string[]> =>
  kernel.access.unitsOf(actor, indicatorPermissions.read);

export async function namesOf(parts: Parts, kind: ComparedBy | 'village'): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const source of parts.nameSources)
    if (source.kind === kind) for (const [id, name] of await source.names(parts.kernel.db)) names.set(id, name);
  return names;
}

function cardsOf(
  catalogue: IndicatorCatalogue,
  sums: readonly GroupSum[],
  names: ReadonlyMap<string, string>,
): ScorecardRow[] {
  const groups = Map.groupBy(sums, ({ id }) => id);
  const peers = Map.groupBy(sums, ({ indicator }) => indicator);
  const peersOf = (indicator: string) =>
    (peers.get(indicator) ?? []).flatMap((sum) => {
      const value = valueOf(sum);
      return value === undefined ? [] : [value];
    });
  return [...groups].map(([id, own]) => ({
    id,
    name: names.get(id) ?? '',
    ...scorecard(catalogue, new Map(own.map((sum): [string, Sum] => [sum.indicator, numbers(sum)])), peersOf),
  }));
}
const numbers = ({ numerator, denominator }: Sum): Sum => ({ numerator, denominator });

/** By points, best first; those without any last. */
export async function readScorecards(
  parts: Parts,
  actor: Actor,
  name: string,
  { month, by }: ScorecardsQuery,
): Promise<Result<ScorecardsReply>> {
  const catalogue = parts.catalogues.get(name);
  if (!catalogue) return fail(catalogueUnknown);
  const { db } = parts.kernel;
  const townshipIds = await townshipsOf(parts, actor);
  const countyId = actor.homeUnitId;
  const sums = await sumFacts(db, { catalogue: name, months: [month], townshipIds }, by, countyId);
  const rows = cardsOf(catalogue, sums, await namesOf(parts, by));
  return succeed({
    month,
    by,
    catalogue,
    rows: rows.toSorted((one, other) => (other.score ?? -1) - (one.score ?? -1)),
    run: await findRun(db, name, month),
  });
}

const monthBefore = (month: string, back: number): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7);
};

/** The last months of one of them, oldest first. */
export async function readTrend(
  parts: Parts,
  actor: Actor,
  name: string,
  { by, id, months }: TrendQuery,
  now: Date,
): Promise<Result<TrendReply>> {
  const catalogue = parts.catalogues.get(name);
  if (!catalogue) return fail(catalogueUnknown);
  const current = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 7);
  const asked = Array.from({ length: months }, (_, index) => monthBefore(current, months - 1 - index));
  const townshipIds = await townshipsOf(parts, actor);
  const sums = await sumFacts(parts.kernel.db, { catalogue: name, months: asked, townshipIds }, by, actor.homeUnitId);
  const points = asked.map((month) => {
    const own = cardsOf(
      catalogue,
      sums.filter((sum) => sum.month === month),
      new Map(),
    ).find((card) => card.id === id);
    return {
      month,
      ...(own?.score !== undefined && { score: own.score }),
      indicators: (own?.indicators ?? []).map(({ indicator, value }) => ({
        indicator,
        ...(value !== undefined && { value }),
      })),
    };
  });
  return succeed({ points });
}
