// Rows of results: written set-wise, read by person or as recall lists.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { RiskLevel } from '../../rules/assess.ts';
import { resultLines, type ResultRow } from './result-lines.ts';

/** In the order of `resultLines`. */
const columns = [
  'patient_id',
  'village_id',
  'assessed_at',
  'model',
  'version',
  'state',
  'level',
  'score',
  'unit',
  'content',
] as const;

/** Whether anything is kept of any of these people. Each is looked up: a table that just grew would be read whole. */
export const holdsAny = async (q: Sql, personIds: readonly string[]): Promise<boolean> =>
  (
    await q.query(
      `select 1 from unnest($1::uuid[]) as w (patient_id),
         lateral (select 1 from risk.result r where r.patient_id = w.patient_id limit 1) f limit 1`,
      [personIds],
    )
  ).length > 0;

/** Of these rows of people those with a kept result of that level by one of the models. */
export async function rowsAtLevel(
  q: Sql,
  personIds: readonly string[],
  models: readonly string[],
  level: RiskLevel,
): Promise<Set<string>> {
  const rows = await q.query<{ personId: string }>(
    `select distinct patient_id as "personId" from risk.result
     where patient_id = any($1::uuid[]) and model = any($2::text[]) and level = $3`,
    [personIds, models, level],
  );
  return new Set(rows.map(({ personId }) => personId));
}

/** Of people of whom nothing is kept, in a transaction that holds the walk: by COPY. */
export const addResults = (q: Transaction, rows: readonly ResultRow[], at: Date): Promise<void> =>
  q.copyIn('risk.result', columns, resultLines(rows, at));

/** Replaces what stands of these people and models. */
export async function saveResults(q: Sql, rows: readonly ResultRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into risk.result (patient_id, model, version, state, level, score, unit, village_id, content, assessed_at)
     select r.*, $10::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::double precision[],
       $7::text[], $8::uuid[], $9::text[]) as r (patient_id, model, version, state, level, score, unit, village_id, content)
     on conflict (patient_id, model) do update set version = excluded.version, state = excluded.state, level = excluded.level,
       score = excluded.score, unit = excluded.unit, village_id = excluded.village_id, content = excluded.content,
       assessed_at = excluded.assessed_at`,
    [
      rows.map((row) => row.personId),
      rows.map((row) => row.model),
      rows.map((row) => row.version),
      rows.map((row) => row.state),
      rows.map((row) => row.level ?? null),
      rows.map((row) => row.score ?? null),
      rows.map((row) => row.unit ?? null),
      rows.map((row) => row.villageId ?? null),
      rows.map((row) => row.content),
      at,
    ],
  );
}

export interface RecallFound {
  personId: string;
  level: RiskLevel;
  score: number | null;
  unit: string | null;
  villageId: string | null;
  assessedAt: Date;
}
type PersonFilter = (column: string, args: unknown[]) => Promise<string>;

/** Highest first; `after` is score and person of the last row. */
export async function recallPage(
  q: Sql,
  asked: {
    model: string;
    levels: readonly RiskLevel[];
    villageId?: string | undefined;
    after?: { score: number; personId: string } | undefined;
    limit: number;
  },
  filter: PersonFilter,
): Promise<RecallFound[]> {
  const args: unknown[] = [asked.model, asked.levels];
  const place = (value: unknown) => `$${args.push(value)}`;
  const conditions = ['r.model = $1', 'r.level = any($2::text[])', await filter('r.patient_id', args)];
  if (asked.villageId) conditions.push(`r.village_id = ${place(asked.villageId)}::uuid`);
  if (asked.after)
    conditions.push(
      `(coalesce(r.score, -1), r.patient_id) < (${place(asked.after.score)}::double precision, ${place(asked.after.personId)}::uuid)`,
    );
  return q.query<RecallFound>(
    `select r.patient_id as "personId", r.level, r.score, r.unit, r.village_id as "villageId", r.assessed_at as "assessedAt"
     from risk.result r where ${conditions.join(' and ')}
     order by coalesce(r.score, -1) desc, r.patient_id desc limit ${place(asked.limit)}`,
    args,
  );
}

/** How many were assessed, and how many of them are medium and high, by village. */
export const countByVillage = (
  q: Sql,
  model: string,
  villageIds: readonly string[],
): Promise<{ villageId: string; assessed: number; medium: number; high: number }[]> =>
  q.query(
    `select r.village_id as "villageId", count(*)::integer as assessed,
       (count(*) filter (where r.level = 'medium'))::integer as medium,
       (count(*) filter (where r.level = 'high'))::integer as high
     from risk.result r where r.model = $1 and r.state = 'complete' and r.village_id = any($2::uuid[])
     group by r.village_id`,
    [model, villageIds],
  );
