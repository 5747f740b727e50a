// Reports for a whole village: a few people a step, after each of them as long a pause; a restart goes on after the last step.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import {
  reportPermissions as permissions,
  reportRunTopic,
  type ReportRun,
  type RunBody,
} from '../../report-contract.ts';
import { makeAnnualReport } from './make-annual-report.ts';
import { villageNotHere, yearNotHere } from './problems.ts';
import type { ReportParts } from './report-parts.ts';
import { yearsOffered } from './report-span.ts';
import { findRun, lockRun, saveRun, type ReportRunRow, type RunFailure } from './run-store.ts';

export const villageRunJob = 'portrait.village-reports';
const peopleAtOnce = 4;
const payloadSchema = z.object({ villageId: z.uuid(), year: z.number(), runId: z.uuid(), after: z.uuid().optional() });

/** With the names of those who failed, as the reader may see them. */
export async function tellRun({ kernel, registry }: ReportParts, actor: Actor, row: ReportRunRow): Promise<ReportRun> {
  const ids = row.failures.map(({ personId }) => personId);
  const people = new Map((await registry.persons(kernel.db, ids)).map((one) => [one.personId, one.name]));
  const masked = kernel.access.view(actor, permissions.list) !== 'full';
  for (const personId of ids) actor.span.persons.add(personId as never);
  const { afterId: _afterId, startedBy: _startedBy, startedAt, finishedAt, failures, done, ...rest } = row;
  return {
    ...rest,
    done: Math.min(done, row.total),
    startedAt: startedAt.toISOString(),
    failures: failures.map(({ personId, code }) => {
      const name = people.get(personId) ?? '';
      return { personId, code, name: masked ? maskName(name) : name };
    }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  };
}

export async function readRun(
  parts: ReportParts,
  actor: Actor,
  villageId: string,
  year: number,
): Promise<ReportRun | undefined> {
  const row = await findRun(parts.kernel.db, villageId, year);
  return row && tellRun(parts, actor, row);
}

/** While one runs it is the answer; afterwards the village is gone through anew, and only what changed is written. */
export async function startVillageRun(
  parts: ReportParts,
  actor: Actor,
  { villageId, year }: RunBody,
  now: Date,
): Promise<Result<{ run: ReportRun }>> {
  const { kernel, registry } = parts;
  if (!yearsOffered(now).includes(year)) return fail(yearNotHere);
  const served = await registry.villagesOfActor(actor, permissions.run, now);
  if (!served.some((village) => village.villageId === villageId)) return fail(villageNotHere);
  const total = (await registry.populations(kernel.db)).get(villageId) ?? 0;
  const row = await kernel.db.tx(async (q): Promise<ReportRunRow> => {
    const running = await lockRun(q, villageId, year);
    if (running && !running.finishedAt) return running;
    const runId = kernel.newId();
    const begun: ReportRunRow = {
      villageId,
      year,
      runId,
      startedAt: now,
      startedBy: actor.accountId,
      startedByName: actor.displayName,
      total,
      done: 0,
      made: 0,
      unchanged: 0,
      failures: [],
      afterId: null,
      finishedAt: null,
    };
    await saveRun(q, begun);
    await kernel.jobs.enqueue(q, { kind: villageRunJob, payload: { villageId, year, runId }, singletonKey: runId });
    await kernel.audit.record(q, actor, {
      action: 'execute',
      permission: permissions.run,
      outcome: 'success',
      object: `Village/${villageId}`,
      detail: { year, people: total },
    });
    await kernel.live.publish(q, reportRunTopic, { villageId, year });
    return begun;
  });
  return succeed({ run: await tellRun(parts, actor, row) });
}

/** The next few people, and the job of those after them. True while there are some. */
export async function villageStep(parts: ReportParts, payload: unknown): Promise<boolean> {
  const { kernel, registry } = parts;
  const { villageId, year, runId, after } = payloadSchema.parse(payload);
  const run = await findRun(kernel.db, villageId, year);
  // A step that comes twice, or one of a run that is over.
  if (!run || run.runId !== runId || run.finishedAt || (run.afterId ?? undefined) !== after) return false;
  const living = await registry.livingIn(kernel.db, [villageId], after, peopleAtOnce);
  const came = { made: 0, unchanged: 0, failures: [] as RunFailure[] };
  for (const { personId } of living) {
    const started = performance.now();
    const maker = { accountId: run.startedBy, displayName: run.startedByName };
    try {
      const made = await makeAnnualReport(parts, personId, year, maker, kernel.clock.now(), {
        keepsSigned: true,
      });
      if (!made.ok) came.failures.push({ personId, code: 'person-unknown' });
      else if (made.value) came.made += 1;
      else came.unchanged += 1;
    } catch (error) {
      // One person's trouble does not keep the village waiting: it is named in the result.
      kernel.log.error({ err: error, job: villageRunJob }, 'a report could not be made');
      came.failures.push({ personId, code: 'fault' });
    }
    // As long as the sheet took, so that people at their screens come between.
    await pause(performance.now() - started);
  }
  return kernel.db.tx((q) =>
    moveOn(
      parts,
      q,
      run,
      living.map(({ personId }) => personId),
      came,
    ),
  );
}

async function moveOn(
  { kernel }: ReportParts,
  q: Sql,
  { villageId, year, runId, afterId: before }: ReportRunRow,
  people: readonly string[],
  came: { made: number; unchanged: number; failures: RunFailure[] },
): Promise<boolean> {
  const run = await lockRun(q, villageId, year);
  if (!run || run.runId !== runId || run.afterId !== before) return false;
  const ended = kernel.clock.now();
  const more = people.length === peopleAtOnce;
  const last = people.at(-1);
  await saveRun(q, {
    ...run,
    done: run.done + people.length,
    made: run.made + came.made,
    unchanged: run.unchanged + came.unchanged,
    failures: [...run.failures, ...came.failures],
    afterId: last ?? run.afterId,
    finishedAt: more ? null : ended,
  });
  await kernel.audit.record(q, systemActor(`job ${villageRunJob}`, kernel.newId()), {
    action: 'create',
    permission: permissions.make,
    outcome: 'success',
    persons: people,
    detail: { year, made: came.made },
  });
  if (more)
    await kernel.jobs.enqueue(q, {
      kind: villageRunJob,
      payload: { villageId, year, runId, after: last },
      singletonKey: `${runId} ${last}`,
    });
  await kernel.live.publish(q, reportRunTopic, { villageId, year });
  return more;
}
