// Rows of results: written set-wise, read by person or as recall lists.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { RecallSort } from '../../contract.ts';
import type { RiskLevel } from '../../rules/models.ts';
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
  first: number;
  second: number;
}
type PersonFilter = (column: string, args: unknown[]) => Promise<string>;

export interface RecallAsked {
  model: string;
  levels: readonly RiskLevel[];
  villageIds?: readonly string[] | undefined;
  personIds?: readonly string[] | undefined;
  sort: RecallSort;
  /** Lower numbers of the model are worse. */
  lowerIsWorse: boolean;
  /** Place and person of the last row, as the row before told them. */
  after?: { place: readonly [number, number]; personId: string } | undefined;
  limit: number;
}

/** Where no number is, behind all that have one. */
const noScore = -1e9;

/**
 * The gravest first: high before medium, and of one level the worst number; or by when somebody was assessed. Rows are
 * placed by two numbers and the person, all falling.
 */
export async function recallPage(q: Sql, asked: RecallAsked, filter: PersonFilter): Promise<RecallFound[]> {
  const args: unknown[] = [asked.model, asked.levels];
  const place = (value: unknown) => `$${args.push(value)}`;
  const conditions = ['r.model = $1', 'r.level = any($2::text[])', await filter('r.patient_id', args)];
  if (asked.villageIds) conditions.push(`r.village_id = any(${place(asked.villageIds)}::uuid[])`);
  if (asked.personIds) conditions.push(`r.patient_id = any(${place(asked.personIds)}::uuid[])`);
  const [first, second] =
    asked.sort === 'risk'
      ? [
          `(case r.level when 'high' then 1 else 0 end)::double precision`,
          `coalesce(r.score * ${asked.lowerIsWorse ? -1 : 1}, ${noScore})`,
        ]
      : [`extract(epoch from r.assessed_at)::double precision * ${asked.sort === 'oldest' ? -1 : 1}`, '0'];
  const after =
    asked.after &&
    `where (first, second, "personId") < (${asked.after.place.map((one) => `${place(one)}::double precision`).join(', ')},
       ${place(asked.after.personId)}::uuid)`;
  return q.query<RecallFound>(
    `select f.* from (
       select r.patient_id as "personId", r.level, r.score, r.unit, r.village_id as "villageId",
         r.assessed_at as "assessedAt", ${first} as first, (${second})::double precision as second
       from risk.result r where ${conditions.join(' and ')}) f ${after ?? ''}
     order by first desc, second desc, "personId" desc limit ${place(asked.limit)}`,
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
