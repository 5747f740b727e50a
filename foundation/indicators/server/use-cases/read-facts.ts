// The facts behind a number: what counted, where, when, and how it came about.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { FactsQuery, FactsReply } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { catalogueUnknown } from '../problems.ts';
import { listFacts } from '../store/fact.ts';
import { namesOf, townshipsOf } from './read-scorecards.ts';

const factsAtOnce = 50;

export async function readFacts(
  parts: Parts,
  actor: Actor,
  catalogue: string,
  query: FactsQuery,
): Promise<Result<FactsReply>> {
  if (!parts.catalogues.has(catalogue)) return fail(catalogueUnknown);
  const from = query.page ?? 0;
  const scope = { catalogue, months: [query.month], townshipIds: await townshipsOf(parts, actor) };
  const found = await listFacts(
    parts.kernel.db,
    scope,
    { ...query, short: query.short === 'yes' },
    { from, limit: factsAtOnce },
  );
  const [townships, villages, vehicles, teams] = await Promise.all(
    (['township', 'village', 'vehicle', 'team'] as const).map((kind) => namesOf(parts, kind)),
  );
  const named = (names: ReadonlyMap<string, string> | undefined, id: string | undefined) => id && names?.get(id);
  return succeed({
    items: found.facts.map((fact) => ({
      ...fact,
      townshipName: named(townships, fact.townshipId) ?? '',
      villageName: named(villages, fact.villageId),
      vehicleName: named(vehicles, fact.vehicleId),
      teamName: named(teams, fact.teamId),
    })),
    total: found.total,
    ...(from + factsAtOnce < found.total && { next: from + factsAtOnce }),
  });
}
