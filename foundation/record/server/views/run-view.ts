// Fills a view's flat table: page by page into a fresh table, which then takes the place of the old one.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountActor } from '#platform/kernel/auth/account-actor.ts';
import type { JobHandler } from '#platform/kernel/jobs/jobs.ts';
import { compileView } from '../../rules/view-definition/run-view.ts';
import type { CompiledView } from '../../rules/view-definition/compile-view.ts';
import { ViewError } from '../../rules/view-definition/view.ts';
import { PageSize } from '../bulk-data/page-size.ts';
import { estimateOf, exportPage } from '../bulk-data/store/export-rows.ts';
import { shortenSecrets, showText } from '../seal.ts';
import type { RecordServices } from '../services.ts';
import { tableOf } from '../store/tables.ts';
import { Args, permissions, visible } from '../store/visibility.ts';
import { beginRun, dueViews, failRun, findView, finishRun, tellPercent } from './store/definitions.ts';
import type { StoredView } from './store/definitions.ts';
import { appendRows, makeFreshTable, swapTables } from './store/flat-table.ts';
import { copyRow, tableColumns } from './table-columns.ts';
import type { TableColumn } from './table-columns.ts';

export const viewPermission = 'record.view.manage';
export const runJob = 'record.run-view';
const dueJob = 'record.run-due-views';
/** A kernel job is lent for 300 seconds; a run hands on well before. */
const turnMilliseconds = 60_000;
const mostAttempts = 3;
/** A run that has not ended after a day died with its server; another one may begin. */
const staleMilliseconds = 86_400_000;

interface Turn {
  name: string;
  runId: string;
  /** Where this turn goes on; absent for the first one. */
  after?: { patientId: string; id: string };
  resources: number;
  rows: number;
}

/** 02:00 in Asia/Shanghai (18:00 UTC) after this instant, when few people work. */
export function nextNight(at: Date): Date {
  const night = new Date(at);
  night.setUTCHours(18, 0, 0, 0);
  if (night <= at) night.setUTCDate(night.getUTCDate() + 1);
  return night;
}

/** Puts a run into the queue; false where one goes on already. */
export async function startRun(
  services: RecordServices,
  view: { name: string; daily: boolean },
  accountId: string,
): Promise<boolean> {
  const { db, clock, jobs, newId } = services.kernel;
  const at = clock.now();
  const turn: Turn = { name: view.name, runId: newId(), resources: 0, rows: 0 };
  return db.tx(async (q) => {
    const stale = new Date(at.getTime() - staleMilliseconds);
    const nextRunAt = view.daily ? nextNight(at) : undefined;
    const begun = await beginRun(q, { name: view.name, runId: turn.runId, accountId, at, stale, nextRunAt });
    if (begun) await jobs.enqueue(q, { kind: runJob, payload: { ...turn } });
    return begun;
  });
}

interface Run {
  services: RecordServices;
  view: StoredView;
  compiled: CompiledView;
  columns: TableColumn[];
  actor: Actor;
  signal: AbortSignal;
}

/** Reads on until the end (true) or until the turn's time is over (false); undefined where the run is not ours any more. */
async function readOn(run: Run, turn: Turn, until: string): Promise<boolean | undefined> {
  const { services, view, compiled, columns, actor, signal } = run;
  const { db, access, cipher, audit, clock } = services.kernel;
  const args = new Args();
  const sql = await visible(access, actor, tableOf(compiled.resource), 't', args, clock.now());
  const expected = Math.max(1, await estimateOf(db, compiled.resource));
  const shown = access.view(actor, permissions.read);
  // Card numbers and phones never stand in a table in the clear, not even for those who may read them.
  const textOf = (line: string) => (shown === 'full' ? shortenSecrets(cipher, line) : showText(cipher, shown, line));
  const size = new PageSize();
  for (const began = performance.now(); ;) {
    const limit = size.next;
    const page = await exportPage(db, compiled.resource, [{ sql, values: args.values }], { until }, turn.after, limit);
    size.took(page.resources, page.lines.length);
    const rows = [];
    for (const line of page.resources > 0 ? page.lines.split('\n') : [])
      for (const values of compiled.rowsOf(JSON.parse(textOf(line)))) rows.push(copyRow(columns, values));
    await audit.recordRead(actor, {
      action: 'execute',
      permission: viewPermission,
      outcome: 'success',
      object: `record_view.${view.name}`,
      persons: page.persons,
      detail: { resources: page.resources, rows: rows.length },
    });
    if (rows.length > 0) await appendRows(db, view.name, columns, rows, turn.rows + 1);
    turn.rows += rows.length;
    turn.resources += page.resources;
    turn.after = page.last ?? turn.after;
    const percent = Math.min(99, Math.floor((100 * turn.resources) / Math.max(expected, turn.resources)));
    if (!(await tellPercent(db, view.name, turn.runId, percent))) return undefined;
    if (page.resources < limit) return true;
    if (signal.aborted || performance.now() - began > turnMilliseconds) return false;
  }
}

async function runTurn(services: RecordServices, turn: Turn, signal: AbortSignal): Promise<void> {
  const { db, clock, access, jobs } = services.kernel;
  const view = await findView(db, turn.name);
  if (!view || view.runId !== turn.runId || view.runState !== 'running') return;
  const work = { task: `job ${runJob}`, requestId: turn.runId, at: clock.now() };
  const actor = await accountActor(db, view.runAccountId!, work);
  if (!actor || !access.holds(actor, viewPermission))
    return failRun(db, view.name, turn.runId, 'The account may not do this any more.');
  try {
    const compiled = compileView(JSON.parse(view.definition));
    const columns = tableColumns(compiled.columns);
    if (!turn.after) await makeFreshTable(db, view.name, columns);
    const whole = await readOn(
      { services, view, compiled, columns, actor, signal },
      turn,
      view.runStartedAt!.toISOString(),
    );
    if (whole === undefined) return;
    if (!whole) return await jobs.enqueue(db, { kind: runJob, payload: { ...turn } });
    const filledAt = clock.now();
    const seconds = Math.max(0, (filledAt.getTime() - view.runStartedAt!.getTime()) / 1000);
    const table = { accountId: actor.accountId, columns, rows: turn.rows, seconds, filledAt };
    await db.tx(async (q) => {
      if (await finishRun(q, view.name, turn.runId, table)) await swapTables(q, view.name);
    });
  } catch (error) {
    if (!(error instanceof ViewError)) throw error;
    await failRun(db, view.name, turn.runId, error.message);
  }
}

export function viewJobs(services: RecordServices): JobHandler[] {
  return [
    {
      kind: runJob,
      maxAttempts: mostAttempts,
      async run(payload, { attempt, signal }) {
        const turn = payload as Turn;
        // A turn that broke off may have written rows: the next attempt fills the table from the beginning.
        const fresh = { name: turn.name, runId: turn.runId, resources: 0, rows: 0 };
        try {
          await runTurn(services, attempt > 1 ? fresh : { ...turn }, signal);
        } catch (error) {
          if (attempt >= mostAttempts)
            await failRun(services.kernel.db, turn.name, turn.runId, 'The server could not complete the run.');
          throw error;
        }
      },
    },
    {
      kind: dueJob,
      async run() {
        const { db, clock } = services.kernel;
        for (const { name, accountId } of await dueViews(db, clock.now()))
          await startRun(services, { name, daily: true }, accountId);
      },
    },
  ];
}

export const viewSchedules = [{ kind: dueJob, everySeconds: 300 }] as const;
