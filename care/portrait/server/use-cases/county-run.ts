// The walk through everybody: a page of people a step, saved with where it goes on; a restart goes on after the last step.
import { z } from 'zod';
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import { stepSize } from '#platform/kernel/db/step-size.ts';
import { permissions, runTopic, type IndexRun } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { insertRun, lastRun, lockRun, moveRun, type RunRow } from '../store/run.ts';
import { keepIndexes } from './keep-index.ts';

export const countyRunJob = 'portrait.county-run';
/** Others get the database in between. */
const mostAtOnce = 500;
const payloadSchema = z.object({ runId: z.uuid() });

const shown = ({ runId, startedAt, startedBy, startedByName, done, total, finishedAt }: RunRow): IndexRun => ({
  runId,
  startedAt: startedAt.toISOString(),
  ...(startedBy !== systemAccountId && { startedByName }),
  done: Math.min(done, total),
  total,
  ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
});

export async function readRun({ kernel }: Parts): Promise<Result<{ last?: IndexRun }>> {
  const last = await lastRun(kernel.db);
  return succeed(last ? { last: shown(last) } : {});
}

/** One at a time: while one walks, that one is the answer. */
export async function startRun(parts: Parts, actor: Actor, now: Date): Promise<Result<{ last?: IndexRun }>> {
  const { kernel, registry } = parts;
  const populations = await registry.populations(kernel.db);
  return kernel.db.tx(async (q): Promise<Result<{ last?: IndexRun }>> => {
    const running = await lastRun(q);
    if (running && !running.finishedAt) return succeed({ last: shown(running) });
    const row = {
      runId: kernel.newId(),
      startedAt: now,
      startedBy: actor.accountId,
      startedByName: actor.displayName,
      total: [...populations.values()].reduce((sum, people) => sum + people, 0),
    };
    await insertRun(q, row);
    await kernel.jobs.enqueue(q, { kind: countyRunJob, payload: { runId: row.runId }, singletonKey: row.runId });
    await kernel.audit.record(q, actor, { action: 'execute', permission: permissions.run, outcome: 'success' });
    return succeed({ last: shown({ ...row, done: 0, afterId: null, finishedAt: null }) });
  });
}

/** The next page, and the job of the page after it. True while there is one. */
export async function runStep(parts: Parts, payload: unknown): Promise<boolean> {
  const { kernel, registry } = parts;
  const { runId } = payloadSchema.parse(payload);
  const now = kernel.clock.now();
  const peopleAtOnce = stepSize(kernel.db, mostAtOnce);
  const villages = (await registry.villages(kernel.db)).map(({ villageId }) => villageId);
  return kernel.db.tx(async (q) => {
    const run = await lockRun(q, runId);
    if (!run || run.finishedAt) return false;
    const living = await registry.livingIn(q, villages, run.afterId ?? undefined, peopleAtOnce);
    const ids = living.map(({ personId }) => personId);
    await keepIndexes(parts, q, ids, now);
    const more = living.length === peopleAtOnce;
    const afterId = ids.at(-1);
    await moveRun(q, runId, { done: living.length, afterId, finishedAt: more ? undefined : now });
    if (more)
      await kernel.jobs.enqueue(q, {
        kind: countyRunJob,
        payload: { runId },
        singletonKey: `${runId} ${afterId}`,
      });
    await kernel.live.publish(q, runTopic, {});
    return more;
  });
}
