// The walk through everybody with all models: a page of people a step, saved with where it goes on; a restart goes on after the last step.
import { z } from 'zod';
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import { stepSize } from '#platform/kernel/db/step-size.ts';
import { permissions, runTopic, type RiskRun } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { addResults, holdsAny, saveResults } from '../store/result.ts';
import type { ResultRow } from '../store/result-lines.ts';
import { insertRun, lastRun, lockRun, moveRun, runOf, type RunRow } from '../store/run.ts';
import { agesOf, assessPerson, modelsOn, readValues, rowsOf } from './assess-people.ts';

export const countyRunJob = 'risk.county-run';
const mostAtOnce = 1_000;
const payloadSchema = z.object({ runId: z.uuid() });

const shown = ({ runId, startedAt, startedBy, startedByName, done, total, finishedAt }: RunRow): RiskRun => ({
  runId,
  startedAt: startedAt.toISOString(),
  ...(startedBy !== systemAccountId && { startedByName }),
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
/** A page that is being reckoned. */
interface Begun {
  afterId: string | null;
  at: number;
  /** Its last person where another page follows; known long before its results are. */
  lastId: Promise<string | undefined>;
  page: Promise<Page>;
}

function beginPage(parts: Parts, afterId: string | null, now: Date): Begun {
  const { kernel, registry } = parts;
  const atOnce = stepSize(kernel.db, mostAtOnce);
  const reading = registry
    .villages(kernel.db)
    .then((villages) =>
      registry.livingIn(
        kernel.db,
        villages.map(({ villageId }) => villageId),
        afterId ?? undefined,
        atOnce,
      ),
    )
    .then((living) => ({ personIds: living.map(({ personId }) => personId), more: living.length === atOnce }));
  const page = reading.then(async ({ personIds, more }) => {
    const running = modelsOn(parts, dayOf(now));
    const people = await readValues(parts, kernel.db, personIds, agesOf(running), now);
    const rows: ResultRow[] = [];
    for (const [place, person] of people.entries()) {
      // Others are answered in between, and the page before goes on being written.
      if (place % peopleAtOnce === 0) await new Promise((turn) => setImmediate(turn));
      rows.push(...rowsOf(assessPerson(person, running), running));
    }
    return { afterId, personIds, rows, more };
  });
  // Whoever takes the page hears of the failure.
  page.catch(() => undefined);
  const lastId = reading.then(
    ({ personIds, more }) => (more ? personIds.at(-1) : undefined),
    () => undefined,
  );
  return { afterId, at: performance.now(), lastId, page };
}

/** Reckoned while the pages before them are read and written, for the steps that come at once; what lay longer is reckoned anew. */
const ahead = new WeakMap<Parts, Begun[]>();
const pagesAhead = 2;
const peopleAtOnce = 50;
const freshMilliseconds = 5_000;

function takePage(parts: Parts, afterId: string | null, now: Date): Begun {
  const known = ahead.get(parts)?.shift();
  if (known?.afterId === afterId && performance.now() - known.at < freshMilliseconds) return known;
  ahead.delete(parts);
  return beginPage(parts, afterId, now);
}

async function reckonAhead(parts: Parts, taken: Begun, now: Date): Promise<void> {
  // The embedded store has one connection: nothing goes on beside it.
  if (parts.kernel.db.engine === 'pglite') return;
  const begun = ahead.get(parts) ?? [];
  ahead.set(parts, begun);
  while (begun.length < pagesAhead) {
    const lastId = await (begun.at(-1) ?? taken).lastId;
    // Another step may have gone on with them meanwhile.
    if (lastId === undefined || ahead.get(parts) !== begun || begun.length >= pagesAhead) return;
    if (begun.some(({ afterId }) => afterId === lastId)) continue;
    begun.push(beginPage(parts, lastId, now));
  }
}

/** The next page, and the job of the page after it. True while there is one. */
export async function runStep(parts: Parts, payload: unknown): Promise<boolean> {
  const { kernel } = parts;
  const { runId } = payloadSchema.parse(payload);
  const now = kernel.clock.now();
  const stands = await runOf(kernel.db, runId);
  if (!stands || stands.finishedAt) return false;
  const taken = takePage(parts, stands.afterId, now);
  void reckonAhead(parts, taken, now);
  const page = await taken.page;
  const lastId = page.personIds.at(-1);
  return kernel.db.tx(async (q) => {
    // A step that a crash of the database takes away is done again: nobody waits until it is on disk.
    await q.query('set local synchronous_commit = off');
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
