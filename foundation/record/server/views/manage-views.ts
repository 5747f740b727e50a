// Saves, lists, checks, runs and removes views, and shows the rows of their tables to the account that filled them.
import { fail, succeed } from '#platform/contract.ts';
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ViewDetail, ViewFaultLine, ViewRows, ViewSummary, ViewToSave } from '../../contract.ts';
import { examineView } from '../../rules/view-definition/compile-view.ts';
import type { ViewDefinition } from '../../rules/view-definition/view.ts';
import {
  tableRunning,
  viewInvalid,
  viewNameTaken,
  viewNotFilled,
  viewUnknown,
  viewVersion,
  viewNeedsVersion,
} from '../problems.ts';
import type { RecordServices } from '../services.ts';
import { nextNight, startRun, viewPermission } from './run-view.ts';
import { findView, listViews, removeView, saveView } from './store/definitions.ts';
import type { StoredView } from './store/definitions.ts';
import { dropTables, isViewName, tablePage, tableStands } from './store/flat-table.ts';
import { tableFaults } from './table-columns.ts';

interface Asked {
  actor: Actor;
  now: Date;
  name: string;
}
const shownRows = 100;

/** Faults of a definition given as JSON text, also those that only a table has. */
export function faultsOf(definition: string): ViewFaultLine[] {
  let view: unknown;
  try {
    view = JSON.parse(definition);
  } catch (error) {
    return [{ where: 'JSON', message: (error as Error).message.slice(0, 200) }];
  }
  const { faults, compiled } = examineView(view);
  return compiled ? tableFaults(compiled) : faults;
}

function summaryOf(view: StoredView, actor: Actor): ViewSummary {
  const { title, resource } = JSON.parse(view.definition) as ViewDefinition;
  const { runState, runStartedAt, table } = view;
  return {
    name: view.name,
    ...(typeof title === 'string' ? { title } : {}),
    resource,
    version: view.version,
    daily: view.daily,
    savedAt: view.savedAt.toISOString(),
    ...(view.nextRunAt ? { nextRunAt: view.nextRunAt.toISOString() } : {}),
    ...(runState && runStartedAt
      ? {
          run: {
            state: runState,
            percent: view.runPercent,
            startedAt: runStartedAt.toISOString(),
            ...(view.runProblem === undefined ? {} : { problem: view.runProblem }),
          },
        }
      : {}),
    ...(table
      ? {
          table: {
            rows: table.rows,
            seconds: table.seconds,
            filledAt: table.filledAt.toISOString(),
            own: table.accountId === actor.accountId,
          },
        }
      : {}),
  };
}
const detailOf = (view: StoredView, actor: Actor): ViewDetail => ({
  ...summaryOf(view, actor),
  definition: view.definition,
});

/** Views of the units below the account's own; others stay unknown. */
async function reach(services: RecordServices, { actor, name }: Asked): Promise<Result<StoredView>> {
  const { db, access } = services.kernel;
  const view = await findView(db, name);
  const units = await access.unitsOf(actor, viewPermission);
  return view && units.includes(view.unitId) ? succeed(view) : fail(viewUnknown);
}

export async function showViews(services: RecordServices, actor: Actor): Promise<Result<{ items: ViewSummary[] }>> {
  const units = await services.kernel.access.unitsOf(actor, viewPermission);
  const views = await listViews(services.kernel.db, units);
  return succeed({ items: views.map((view) => summaryOf(view, actor)) });
}

export async function showView(services: RecordServices, asked: Asked): Promise<Result<ViewDetail>> {
  const view = await reach(services, asked);
  return view.ok ? succeed(detailOf(view.value, asked.actor)) : view;
}

export async function putView(
  services: RecordServices,
  asked: Asked & { body: ViewToSave; ifMatch?: number },
): Promise<Result<ViewDetail>> {
  const { actor, now, name, body, ifMatch } = asked;
  const { db, access, audit } = services.kernel;
  const faults = faultsOf(body.definition);
  if (!isViewName(name)) faults.push({ where: 'name', message: 'is reserved' });
  if (faults.length > 0) return fail(viewInvalid(faults));
  const standing = await findView(db, name);
  const units = await access.unitsOf(actor, viewPermission);
  if (standing && !units.includes(standing.unitId)) return fail(viewNameTaken);
  if (standing && ifMatch === undefined) return fail(viewNeedsVersion);
  if (ifMatch !== undefined && ifMatch !== (standing?.version ?? 0)) return fail(viewVersion);
  const unitId =
    standing?.unitId ?? (units.includes(actor.homeUnitId) ? actor.homeUnitId : (units[0] ?? actor.homeUnitId));
  const { definition, daily } = body;
  const next = daily ? nextNight(now) : undefined;
  const saved = await db.tx(async (q) => {
    const view = { name, unitId, accountId: actor.accountId, definition, daily, savedAt: now, nextRunAt: next };
    if (!(await saveView(q, view, standing?.version ?? 0))) return false;
    await audit.record(q, actor, {
      action: standing ? 'update' : 'create',
      permission: viewPermission,
      outcome: 'success',
      object: `record_view.${name}`,
      version: (standing?.version ?? 0) + 1,
    });
    return true;
  });
  return saved ? showView(services, asked) : fail(viewVersion);
}

export async function deleteView(services: RecordServices, asked: Asked): Promise<Result<null>> {
  const view = await reach(services, asked);
  if (!view.ok) return view;
  const { db, audit } = services.kernel;
  await db.tx(async (q) => {
    await removeView(q, asked.name);
    await dropTables(q, asked.name);
    await audit.record(q, asked.actor, {
      action: 'delete',
      permission: viewPermission,
      outcome: 'success',
      object: `record_view.${asked.name}`,
    });
  });
  return succeed(null);
}

export async function runViewNow(services: RecordServices, asked: Asked): Promise<Result<ViewSummary>> {
  const view = await reach(services, asked);
  if (!view.ok) return view;
  if (!(await startRun(services, view.value, asked.actor.accountId))) return fail(tableRunning);
  const begun = await reach(services, asked);
  return begun.ok ? succeed(summaryOf(begun.value, asked.actor)) : begun;
}

/** Rows were chosen and masked for one account; another one runs the view itself. */
export async function ownTable(
  services: RecordServices,
  asked: Asked,
): Promise<Result<StoredView & { table: NonNullable<StoredView['table']> }>> {
  const view = await reach(services, asked);
  if (!view.ok) return view;
  const { table } = view.value;
  if (table?.accountId !== asked.actor.accountId || !(await tableStands(services.kernel.db, asked.name)))
    return fail(viewNotFilled);
  return succeed({ ...view.value, table: table! });
}

export async function showRows(services: RecordServices, asked: Asked): Promise<Result<ViewRows>> {
  const view = await ownTable(services, asked);
  if (!view.ok) return view;
  const { columns, rows: total } = view.value.table;
  const { db, audit } = services.kernel;
  const { rows } = await tablePage(db, asked.name, columns, 0, shownRows);
  await audit.recordRead(asked.actor, {
    action: 'read',
    permission: viewPermission,
    outcome: 'success',
    object: `record_view.${asked.name}`,
    detail: { rows: rows.length },
  });
  return succeed({ columns, rows, total });
}
