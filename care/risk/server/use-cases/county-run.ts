// The walk through everybody with all models: a page of people a step, saved with where it goes on; a restart goes on after the last step.
import { z } from 'zod';
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { stepSize } from '#platform/kernel/db/step-size.ts';
import { permissions, runTopic, type RiskRun } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { addResults, holdsAny, saveResults, type ResultRow } from '../store/result.ts';
import { insertRun, lastRun, lockRun, moveRun, runOf, type RunRow } from '../store/run.ts';
import { assessPeople, modelsOn, rowsOf } from './assess-people.ts';

export const countyRunJob = 'risk.county-run';
const mostAtOnce = 500;
const payloadSchema = z.object({ runId: z.uuid() });

const shown = ({ runId, startedAt, startedByName, done, total, finishedAt }: RunRow): RiskRun => ({
  runId,
  startedAt: startedAt.toISOString(),
  startedByName,
  done: Math.min(done, total),
  total,
  ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
});

export async function readRun({ kernel }: Parts): Promise<Result<{ last?: RiskRun }>> {
  const last = await lastRun(kernel.db);
  return succeed(last ? { last: shown(last) } : {});
}

/** One at a time: while one walks, that one is the answer. */
export async function startRun(parts: Parts, actor: Actor, now: Date): Promise<Result<{ last?: RiskRun }>> {
  const { kernel, registry } = parts;
  const populations = await registry.populations(kernel.db);
  return kernel.db.tx(async (q): Promise<Result<{ last?: RiskRun }>> => {
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

interface Page {
  afterId: string | null;
  personIds: string[];
  rows: ResultRow[];
  more: boolean;
}

async function reckonPage(parts: Parts, afterId: string | null, now: Date): Promise<Page> {
  const { kernel, registry } = parts;
  const atOnce = stepSize(kernel.db, mostAtOnce);
  const running = modelsOn(parts, dayOf(now));
  const villages = (await registry.villages(kernel.db)).map(({ villageId }) => villageId);
  const living = await registry.livingIn(kernel.db, villages, afterId ?? undefined, atOnce);
  const personIds = living.map(({ personId }) => personId);
  const people = await assessPeople(parts, kernel.db, personIds, running, now);
  const rows = people.flatMap((person) => rowsOf(person, running));
  return { afterId, personIds, rows, more: living.length === atOnce };
}

/** Reckoned while the page before it is written, for the step that comes at once; what lay longer is reckoned anew. */
const ahead = new WeakMap<Parts, { page: Promise<Page>; afterId: string | null; at: number }>();
const freshMilliseconds = 5_000;
function takePage(parts: Parts, afterId: string | null, now: Date): Promise<Page> {
  const known = ahead.get(parts);
  ahead.delete(parts);
  if (known?.afterId === afterId && performance.now() - known.at < freshMilliseconds) return known.page;
  return reckonPage(parts, afterId, now);
}
function reckonAhead(parts: Parts, afterId: string, now: Date): void {
  // The embedded store has one connection: nothing goes on beside it.
  if (parts.kernel.db.engine === 'pglite') return;
  const page = reckonPage(parts, afterId, now);
  // Whoever takes it hears of the failure.
  page.catch(() => undefined);
  ahead.set(parts, { page, afterId, at: performance.now() });
}

/** The next page, and the job of the page after it. True while there is one. */
export async function runStep(parts: Parts, payload: unknown): Promise<boolean> {
  const { kernel } = parts;
  const { runId } = payloadSchema.parse(payload);
  const now = kernel.clock.now();
  const stands = await runOf(kernel.db, runId);
  if (!stands || stands.finishedAt) return false;
  const page = await takePage(parts, stands.afterId, now);
  const lastId = page.personIds.at(-1);
  if (page.more && lastId) reckonAhead(parts, lastId, now);
  return kernel.db.tx(async (q) => {
    const run = await lockRun(q, runId);
    if (!run || run.finishedAt) return false;
    // Another server was faster, and asked for the next step itself.
    if (run.afterId !== page.afterId) return true;
    // Where somebody is assessed anew in between, the step fails on their row, is tried again, and replaces it.
    if (await holdsAny(q, page.personIds)) await saveResults(q, page.rows, now);
    else await addResults(q, page.rows, now);
    await moveRun(q, runId, { done: page.personIds.length, afterId: lastId, finishedAt: page.more ? undefined : now });
    if (page.more)
      await kernel.jobs.enqueue(q, { kind: countyRunJob, payload: { runId }, singletonKey: `${runId} ${lastId}` });
    await kernel.live.publish(q, runTopic, {});
    return page.more;
  });
}
