// What residents think of the visits to their village: five stars and a sentence, one for each person and visit.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { HeldVisit, RatingBody } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { villageOfPersonUnknown, visitUnknown } from '../problems.ts';
import { ratingsOfPerson, saveRating } from '../store/attendance.ts';
import { listCheckIns } from '../store/check-in.ts';

const permission = 'roving.visit.rate';
/** So long after a visit it can be rated. */
const rateDays = 14;

/** Visits of the last days that were held, newest first, with the person's own stars. */
export async function heldVisits(
  { kernel }: Parts,
  personId: string,
  villageId: string,
  now: Date,
): Promise<HeldVisit[]> {
  const q = kernel.db;
  const fromOn = dayOf(new Date(now.getTime() - rateDays * 86_400_000));
  const rows = (await listCheckIns(q, { fromOn, toOn: dayOf(now), villageId })).filter((row) => row.leaveAt);
  const stars = new Map(
    (
      await ratingsOfPerson(
        q,
        personId,
        rows.map(({ visitId }) => visitId),
      )
    ).map((one) => [one.visitId, one.stars]),
  );
  return rows
    .map(({ visitId, on, service }): HeldVisit => {
      const own = stars.get(visitId);
      return { visitId, on, service, ...(own !== undefined && { stars: own }) };
    })
    .toReversed();
}

/** For oneself, or for somebody for whom one may act. */
export async function rateVisit(
  parts: Parts,
  actor: Actor,
  visitId: string,
  body: RatingBody,
  now: Date,
): Promise<Result<HeldVisit>> {
  const { kernel, registry } = parts;
  const personId = body.personId ?? actor.personId;
  if (!personId) return fail(villageOfPersonUnknown);
  const allowed = await kernel.access.check(kernel.db, actor, permission, personId, now);
  if (!allowed.ok) return allowed;
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person?.villageId) return fail(villageOfPersonUnknown);
  const visit = (await heldVisits(parts, personId, person.villageId, now)).find((one) => one.visitId === visitId);
  if (!visit) return fail(visitUnknown);
  await kernel.db.tx(async (q) => {
    const saidSealed = body.said ? kernel.cipher.encrypt(body.said) : null;
    await saveRating(q, { personId, visitId, stars: body.stars, ratedAt: now, saidSealed });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons: [personId],
      object: `VisitRating/${visitId}`,
    });
  });
  return succeed({ ...visit, stars: body.stars });
}
