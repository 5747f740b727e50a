// The person banner's clinical part.
import { dayOf, succeed } from '#platform/contract.ts';
import type { PersonId, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Banner } from '../../contract.ts';
import { bannerParts } from '../../rules/banner.ts';
import type { RecordServices } from '../services.ts';
import { lastVisit, standingFacts } from '../store/person-record.ts';
import { scopeOf } from './person-scope.ts';

export async function readBanner(
  services: RecordServices,
  asked: { actor: Actor; now: Date; personId: string },
): Promise<Result<Banner>> {
  const { actor, now, personId } = asked;
  const { db } = services.kernel;
  const scope = await scopeOf(services, actor, personId, 'record.timeline.read', now);
  const rows = await standingFacts(db.point, scope);
  const facts = rows.map(({ type, at, content }) => ({ type, at, resource: JSON.parse(content) as object }));
  const visit = await lastVisit(db.point, scope);
  return succeed({ personId: personId as PersonId, ...bannerParts(facts, dayOf), lastVisitAt: visit?.toISOString() });
}
