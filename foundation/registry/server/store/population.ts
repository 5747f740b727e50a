// How many people live where: a report over all people, allowed to visit every shard.
import type { Sql } from '#platform/kernel/db/db.ts';

export async function populations(q: Sql): Promise<Map<string, number>> {
  const rows = await q.query<{ village: string; people: number }>(
    `select village_id as village, count(*)::int as people from registry.person
     where status = 'active' and village_id is not null group by village_id`,
  );
  return new Map(rows.map((row) => [row.village, row.people]));
}

/** Everybody who lives in these villages, with the village. */
export const residentsOf = (
  q: Sql,
  villageIds: readonly string[],
): Promise<{ personId: string; villageId: string }[]> =>
  q.query(
    'select patient_id as "personId", village_id as "villageId" from registry.person where village_id = any($1)',
    [villageIds],
  );

/** Living residents of these villages, ordered by id; `after` is the last one of the page before. */
export async function livingIn(
  q: Sql,
  villageIds: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<{ personId: string; villageId: string }[]> {
  return q.query(
    `select patient_id as "personId", village_id as "villageId" from registry.person
     where village_id = any($1::uuid[]) and status = 'active' and ($2::uuid is null or patient_id > $2)
     order by patient_id limit $3`,
    [villageIds, after ?? null, limit],
  );
}

/** Villages that are read with one question: as many as have about so many people, but one at least. */
const peopleAtOnce = 2_000;

/** Living residents of these villages, some villages at a time; villages where nobody lives are left out. */
export async function* peopleByVillage(
  q: Sql,
  villageIds: readonly string[],
): AsyncGenerator<Map<string, string[]>, void, undefined> {
  const living = await populations(q);
  let next: string[] = [];
  let people = 0;
  const read = async () => {
    const rows = await q.query<{ personId: string; villageId: string }>(
      `select patient_id as "personId", village_id as "villageId" from registry.person
       where village_id = any($1::uuid[]) and status = 'active' order by patient_id`,
      [next],
    );
    const byVillage = Map.groupBy(rows, (row) => row.villageId);
    return new Map([...byVillage].map(([id, own]) => [id, own.map(({ personId }) => personId)]));
  };
  for (const villageId of villageIds) {
    const own = living.get(villageId) ?? 0;
    if (own === 0) continue;
    if (next.length > 0 && people + own > peopleAtOnce) {
      yield await read();
      next = [];
      people = 0;
    }
    next.push(villageId);
    people += own;
  }
  if (next.length > 0) yield await read();
}

export interface Demographics {
  personId: string;
  birthOn: string | null;
  sex: string;
  villageId: string | null;
  status: string;
}
/** What reports and models over many people need, without names and numbers. */
export const demographics = (q: Sql, personIds: readonly string[]): Promise<Demographics[]> =>
  q.query(
    `select patient_id as "personId", birth_on as "birthOn", sex, village_id as "villageId", status
     from registry.person where patient_id = any($1::uuid[])`,
    [personIds],
  );
