// How many different diseases of a list people have on record: for sums over groups, never for the wire as they are.
import type { Sql } from '#platform/kernel/db/db.ts';

/** Diseases are told apart by the first three characters of their ICD-10 code; `pattern` is a regular expression over it. */
export async function conditionGroups(
  q: Sql,
  personIds: readonly string[],
  pattern: string,
): Promise<Map<string, number>> {
  const rows = await q.query<{ personId: string; groups: number }>(
    `select patient_id as "personId", count(distinct left(code, 3))::integer as groups from record.condition
     where patient_id = any($1::uuid[]) and code ~ $2 and not sensitive
       and (status is null or status not in ('resolved', 'inactive', 'remission'))
     group by patient_id`,
    [personIds, pattern],
  );
  return new Map(rows.map(({ personId, groups }) => [personId, groups]));
}

/**
 * Codes of standing diagnoses that begin so, by person; people without any are absent. With `until` only those that began,
 * or were written down, by then.
 */
export async function standingCodes(
  q: Sql,
  personIds: readonly string[],
  beginnings: readonly string[],
  until?: Date,
): Promise<Map<string, string[]>> {
  const rows = await q.query<{ personId: string; codes: string[] }>(
    `select patient_id as "personId", array_agg(distinct code) as codes from record.condition
     where patient_id = any($1::uuid[]) and code like any($2::text[]) and not sensitive
       and (status is null or status in ('active', 'recurrence', 'relapse'))
       and ($3::timestamptz is null or coalesce(lo, lo2) is null or coalesce(lo, lo2) <= $3)
     group by patient_id`,
    [personIds, beginnings.map((beginning) => `${beginning}%`), until ?? null],
  );
  return new Map(rows.map(({ personId, codes }) => [personId, codes]));
}
