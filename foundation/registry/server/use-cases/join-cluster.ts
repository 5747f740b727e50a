// Declares person rows to be one human being, or takes that back: who may see one sees all. Facts stay under the row where they were written.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import { clusterRefused, personUnknown } from '../problems.ts';
import { findPersons } from '../store/person.ts';
import { goldenIds, leaveCluster, membersOf, pointTo, rowsOfPersons } from '../store/proxy.ts';

const permission = 'registry.person.merge';

/** All rows of `otherId`'s cluster follow to the golden identity of `personId`. */
export const joinCluster = (
  parts: Parts,
  actor: Actor,
  personId: string,
  otherId: string,
  reason: string,
  now: Date,
): Promise<Result<{ goldenId: string; personIds: string[] }>> =>
  parts.kernel.db.tx((q) => joinRows(parts, q, actor, personId, otherId, reason, now));

/** The same in the caller's transaction. */
export async function joinRows(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  personId: string,
  otherId: string,
  reason: string,
  now: Date,
): Promise<Result<{ goldenId: string; personIds: string[] }>> {
  if ((await findPersons(q, kernel.cipher, [personId, otherId])).length !== 2) return fail(personUnknown);
  const golden = await goldenIds(q, [personId, otherId]);
  const goldenId = golden.get(personId)!;
  if (golden.get(otherId) === goldenId) return fail(clusterRefused);
  const joining = golden.get(otherId)!;
  await pointTo(q, (await membersOf(q, [joining])).get(joining)!, goldenId, reason, now);
  const personIds = (await membersOf(q, [goldenId])).get(goldenId)!;
  await kernel.access.join(q, personIds, now);
  await kernel.events.announce(q, 'registry.person-changed', {
    personId: goldenId,
    changed: ['cluster'],
    status: 'active',
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    persons: personIds,
    object: `Person/${goldenId}`,
    detail: { joined: otherId },
  });
  return succeed({ goldenId, personIds });
}

/** The row is its own identity again. The golden row itself can't leave: the others leave it. */
export const leaveItsCluster = (
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ goldenId: string }>> => parts.kernel.db.tx((q) => leaveRows(parts, q, actor, personId, now));

/** The same in the caller's transaction. */
export async function leaveRows(
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ goldenId: string }>> {
  const together = (await rowsOfPersons(q, [personId])).get(personId)!;
  if (!(await leaveCluster(q, personId))) return fail(clusterRefused);
  await kernel.access.part(q, together, now);
  const staying = together.filter((id) => id !== personId);
  await kernel.access.join(q, staying, now);
  await kernel.events.announce(q, 'registry.person-changed', {
    personId,
    changed: ['cluster'],
    status: 'active',
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    persons: [personId],
    object: `Person/${personId}`,
    detail: { left: true },
  });
  return succeed({ goldenId: personId });
}
