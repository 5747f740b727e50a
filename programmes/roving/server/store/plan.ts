// Rows of plans, their visits and the days of their vehicles.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ConflictRule, Plan, RepairCause } from '../../contract.ts';
import type { PlanFigures, PlanOrigin, PlanState } from '../../rules/planned-month.ts';

export interface PlanRow {
  planId: string;
  countyId: string;
  month: string;
  number: number;
  state: PlanState;
  origin: PlanOrigin;
  basedOn?: string;
  cause?: RepairCause;
  seed: number;
  seconds: number;
  progress: number;
  figures?: PlanFigures;
  conflict?: ConflictRule[];
  travelBasis?: string;
  simulated: boolean;
  createdAt: Date;
  createdBy: string;
  publishedAt?: Date;
  version: number;
}

interface Row {
  id: string;
  county_id: string;
  month: string;
  number: number;
  state: PlanState;
  origin: PlanOrigin;
  based_on: string | null;
  cause: RepairCause | null;
  seed: number;
  seconds: number;
  progress: number;
  figures: PlanFigures | null;
  conflict: ConflictRule[] | null;
  travel_basis: string | null;
  simulated: boolean;
  created_at: Date;
  created_by: string;
  published_at: Date | null;
  version: number;
}
const columns = `id, county_id, month, number, state, origin, based_on, cause, seed, seconds, progress, figures, conflict,
  travel_basis, simulated, created_at, created_by, published_at, version`;
const toPlan = (row: Row): PlanRow => ({
  planId: row.id,
  countyId: row.county_id,
  month: row.month,
  number: row.number,
  state: row.state,
  origin: row.origin,
  ...(row.based_on && { basedOn: row.based_on }),
  ...(row.cause && { cause: row.cause }),
  seed: row.seed,
  seconds: row.seconds,
  progress: row.progress,
  ...(row.figures && { figures: row.figures }),
  ...(row.conflict && { conflict: row.conflict }),
  ...(row.travel_basis && { travelBasis: row.travel_basis }),
  simulated: row.simulated,
  createdAt: row.created_at,
  createdBy: row.created_by,
  ...(row.published_at && { publishedAt: row.published_at }),
  version: row.version,
});

export async function findPlan(q: Sql, planId: string): Promise<PlanRow | undefined> {
  const [row] = await q.query<Row>(`select ${columns} from roving.plan where id = $1`, [planId]);
  return row && toPlan(row);
}

/** Newest first; previews of repairs that were not applied are left out. */
export async function listPlans(q: Sql, countyIds: readonly string[], month: string): Promise<PlanRow[]> {
  const rows = await q.query<Row>(
    `select ${columns} from roving.plan where county_id = any($1::uuid[]) and month = $2 and state <> 'preview'
     order by number desc`,
    [countyIds, month],
  );
  return rows.map(toPlan);
}

export async function publishedPlans(q: Sql, countyId: string, fromMonth: string): Promise<PlanRow[]> {
  const rows = await q.query<Row>(
    `select ${columns} from roving.plan where county_id = $1 and state = 'published' and month >= $2 order by month`,
    [countyId, fromMonth],
  );
  return rows.map(toPlan);
}

/** Takes the next number of the month; call it inside a transaction. */
export async function insertPlan(q: Sql, plan: Omit<PlanRow, 'number'>): Promise<number> {
  // Two planners at one moment: the second waits for the first one's number.
  await q.query('select pg_advisory_xact_lock(hashtext($1))', [`roving.plan ${plan.countyId} ${plan.month}`]);
  const [row] = await q.query<{ number: number }>(
    `insert into roving.plan (${columns})
     select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18
     from roving.plan where county_id = $2 and month = $3 returning number`,
    [
      plan.planId,
      plan.countyId,
      plan.month,
      plan.state,
      plan.origin,
      plan.basedOn ?? null,
      plan.cause ? JSON.stringify(plan.cause) : null,
      plan.seed,
      plan.seconds,
      plan.progress,
      plan.figures ? JSON.stringify(plan.figures) : null,
      plan.conflict ? JSON.stringify(plan.conflict) : null,
      plan.travelBasis ?? null,
      plan.simulated,
      plan.createdAt,
      plan.createdBy,
      plan.publishedAt ?? null,
      plan.version,
    ],
  );
  return row!.number;
}

/** Replaces the version before; false where another writer was faster. */
export async function updatePlan(q: Sql, plan: PlanRow): Promise<boolean> {
  const rows = await q.query(
    `update roving.plan set state = $2, progress = $3, figures = $4, conflict = $5, travel_basis = $6, published_at = $7,
       version = $8 where id = $1 and version = $8 - 1 returning id`,
    [
      plan.planId,
      plan.state,
      plan.progress,
      plan.figures ? JSON.stringify(plan.figures) : null,
      plan.conflict ? JSON.stringify(plan.conflict) : null,
      plan.travelBasis ?? null,
      plan.publishedAt ?? null,
      plan.version,
    ],
  );
  return rows.length === 1;
}

/** Asks whoever computes the plan to end; false where nobody does. No seconds are left where the best plan is to be kept. */
export async function stopPlanning(q: Sql, planId: string, keep: boolean): Promise<boolean> {
  const rows = await q.query(
    `update roving.plan set state = $2, seconds = case when $3 then 0 else seconds end, version = version + 1
     where id = $1 and state = 'computing' returning id`,
    [planId, keep ? 'computing' : 'cancelled', keep],
  );
  return rows.length === 1;
}

/** Progress changes no version: nobody edits a plan while it is computed. Answers what a planner may have changed. */
export async function noteProgress(
  q: Sql,
  planId: string,
  progress: number,
): Promise<{ state: PlanState; seconds: number } | undefined> {
  const [row] = await q.query<{ state: PlanState; seconds: number }>(
    'update roving.plan set progress = $2 where id = $1 returning state, seconds',
    [planId, progress],
  );
  return row;
}

/** Previews of repairs to a plan that were not taken; `kept` stays. */
export async function deletePreviews(q: Sql, planId: string, kept?: string): Promise<void> {
  const previews = await q.query<{ id: string }>(
    "select id from roving.plan where based_on = $1 and state = 'preview' and ($2::uuid is null or id <> $2)",
    [planId, kept ?? null],
  );
  const ids = previews.map((row) => row.id);
  for (const table of ['planned_visit', 'vehicle_day'])
    await q.query(`delete from roving.${table} where plan_id = any($1::uuid[])`, [ids]);
  await q.query('delete from roving.plan where id = any($1::uuid[])', [ids]);
}

export const planOnWire = (plan: PlanRow): Plan => ({
  planId: plan.planId,
  month: plan.month,
  number: plan.number,
  state: plan.state,
  origin: plan.origin,
  ...(plan.basedOn && { basedOn: plan.basedOn }),
  ...(plan.cause && { cause: plan.cause }),
  progress: plan.progress,
  ...(plan.figures && { figures: plan.figures }),
  ...(plan.conflict && { conflict: plan.conflict }),
  ...(plan.travelBasis && { travelBasis: plan.travelBasis }),
  simulated: plan.simulated,
  createdAt: plan.createdAt.toISOString(),
  ...(plan.publishedAt && { publishedAt: plan.publishedAt.toISOString() }),
  version: plan.version,
});
