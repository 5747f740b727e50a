// Rows of kept indexes: written set-wise, read as a standing in a group.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { IndexBand } from '../../rules/health-index.ts';

export interface IndexRow {
  personId: string;
  state: 'known' | 'too-few' | 'not-applicable';
  score?: number | undefined;
  known: number;
  band?: IndexBand | undefined;
  version: string;
  sex: string;
  ageFrom?: number | undefined;
  villageId?: string | undefined;
  townshipId?: string | undefined;
  recordedAt?: Date | undefined;
  /** JSON: points by part. */
  points: string;
}

/** Replaces what stands of these people. */
export async function saveIndexes(q: Sql, rows: readonly IndexRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  const all = <Value>(pick: (row: IndexRow) => Value | undefined) => rows.map((row) => pick(row) ?? null);
  await q.query(
    `insert into portrait.index (patient_id, state, score, known, band, version, sex, age_from, village_id, township_id,
       recorded_at, points, assessed_at)
     select r.*, $13::timestamptz from unnest($1::uuid[], $2::text[], $3::double precision[], $4::smallint[], $5::text[],
       $6::text[], $7::text[], $8::smallint[], $9::uuid[], $10::uuid[], $11::timestamptz[], $12::text[])
       as r (patient_id, state, score, known, band, version, sex, age_from, village_id, township_id, recorded_at, points)
     on conflict (patient_id) do update set state = excluded.state, score = excluded.score, known = excluded.known,
       band = excluded.band, version = excluded.version, sex = excluded.sex, age_from = excluded.age_from,
       village_id = excluded.village_id, township_id = excluded.township_id, recorded_at = excluded.recorded_at,
       points = excluded.points, assessed_at = excluded.assessed_at`,
    [
      all((row) => row.personId),
      all((row) => row.state),
      all((row) => row.score),
      all((row) => row.known),
      all((row) => row.band),
      all((row) => row.version),
      all((row) => row.sex),
      all((row) => row.ageFrom),
      all((row) => row.villageId),
      all((row) => row.townshipId),
      all((row) => row.recordedAt),
      all((row) => row.points),
      at,
    ],
  );
}

/** Rows of people who are counted no longer: they died, moved away, or their record joined another one. */
export const forgetIndexes = (q: Sql, personIds: readonly string[]): Promise<unknown> =>
  q.query('delete from portrait.index where patient_id = any($1::uuid[])', [personIds]);

export interface Group {
  townshipId: string;
  sex: string;
  ageFrom: number;
}
/** How many of the group there are, and how many of them stand below and at the score; the person's own kept row is left out. */
export async function standingIn(
  q: Sql,
  { townshipId, sex, ageFrom }: Group,
  personId: string,
  score: number,
): Promise<{ people: number; below: number; equal: number }> {
  const [row] = await q.query<{ people: number; below: number; equal: number }>(
    `select count(*)::integer as people, (count(*) filter (where i.score < $5))::integer as below,
       (count(*) filter (where i.score = $5))::integer as equal
     from portrait.index i where i.township_id = $1 and i.sex = $2 and i.age_from = $3 and i.state = 'known'
       and i.patient_id <> $4`,
    [townshipId, sex, ageFrom, personId, score],
  );
  return row!;
}
