// The person banner's clinical part, for one person or for the people of a list.
import { dayOf, succeed } from '#platform/contract.ts';
import type { PersonId, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Banner } from '../../contract.ts';
import { bannerParts } from '../../rules/banner.ts';
import type { RecordServices } from '../services.ts';
import { lastVisits, standingFacts } from '../store/standing-facts.ts';
import { scopesOf } from './person-scope.ts';

export async function readBanner(
  services: RecordServices,
  asked: { actor: Actor; now: Date; personId: string },
): Promise<Result<Banner>> {
  return succeed((await readBanners(services, asked.actor, [asked.personId], asked.now)).get(asked.personId)!);
}

/** Those of many people, with a handful of questions for all of them; the caller has checked access. */
export async function readBanners(
  services: RecordServices,
  actor: Actor,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, Banner>> {
  const { db } = services.kernel;
  if (personIds.length === 0) return new Map();
  const scopes = await scopesOf(services, actor, personIds, 'record.timeline.read', now);
  const rows = [...new Set([...scopes.values()].flatMap((scope) => scope.personIds))];
  const { sensitive } = scopes.values().next().value!;
  const [facts, visits] = await Promise.all([
    standingFacts(db.point, rows, sensitive),
    lastVisits(db.point, rows, sensitive),
  ]);
  return new Map(
    personIds.map((personId) => {
      const own = scopes.get(personId)!.personIds;
      const standing = own
        .flatMap((id) => facts.get(id) ?? [])
        .map(({ type, at, content }) => ({ type, at, resource: JSON.parse(content) as object }));
      const visited = Math.max(...own.map((id) => visits.get(id)?.getTime() ?? 0));
      const lastVisitAt = visited > 0 ? new Date(visited).toISOString() : undefined;
      return [personId, { personId: personId as PersonId, ...bannerParts(standing, dayOf), lastVisitAt }];
    }),
  );
}
