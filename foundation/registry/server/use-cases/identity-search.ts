// The search through everybody for records of one person: a chain of short jobs that goes on where it stood.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { identityTopic, type IdentitySearchReply } from '../../identity-contract.ts';
import type { Parts } from '../parts.ts';
import { countPairs, nextPeople } from '../store/identity-pair.ts';
import { countPeople, findSearch, saveSearch } from '../store/identity-search.ts';
import { matchPeople } from './match-people.ts';

export const identitySearchJob = 'registry.identity-search';
const peopleAtOnce = 500;
/** A job that takes this long hands over to the next: others wait for their turn too. */
const jobMilliseconds = 5_000;
const permission = 'registry.person.merge';

export async function readSearch(q: Sql): Promise<IdentitySearchReply> {
  const row = await findSearch(q);
  return {
    open: await countPairs(q, 'open'),
    ...(row && {
      last: {
        startedAt: row.startedAt.toISOString(),
        startedByName: row.startedBy,
        done: row.done,
        total: row.total,
        ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
      },
    }),
  };
}

/** One that runs goes on; pressing twice starts one. */
export async function startSearch({ kernel }: Parts, actor: Actor, now: Date): Promise<Result<IdentitySearchReply>> {
  return kernel.db.tx(async (q) => {
    const standing = await findSearch(q);
    if (!standing || standing.finishedAt) {
      await saveSearch(q, {
        startedAt: now,
        startedBy: actor.displayName,
        done: 0,
        total: await countPeople(q),
        afterId: null,
        finishedAt: null,
      });
      await kernel.audit.record(q, actor, {
        action: 'execute',
        permission,
        outcome: 'success',
        object: 'IdentitySearch',
      });
    }
    await kernel.jobs.enqueue(q, { kind: identitySearchJob, payload: {}, singletonKey: 'everybody' });
    return succeed(await readSearch(q));
  });
}

export async function goOnSearching(parts: Parts, signal: AbortSignal): Promise<void> {
  const { kernel } = parts;
  const until = performance.now() + jobMilliseconds;
  while (!signal.aborted) {
    const row = await findSearch(kernel.db);
    if (!row || row.finishedAt) return;
    const ids = await nextPeople(kernel.db, row.afterId, peopleAtOnce);
    const now = kernel.clock.now();
    if (ids.length > 0) await matchPeople(parts, ids, now);
    const last = ids.length < peopleAtOnce;
    const done = row.done + ids.length;
    await saveSearch(kernel.db, {
      ...row,
      done,
      total: last ? done : Math.max(row.total, done),
      afterId: ids.at(-1) ?? row.afterId,
      finishedAt: last ? now : null,
    });
    await kernel.live.publish(kernel.db, identityTopic, { done });
    if (last) return;
    if (performance.now() > until) {
      await kernel.jobs.enqueue(kernel.db, { kind: identitySearchJob, payload: {} });
      return;
    }
  }
}
