// Rows of the CT truck's year.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface TomographyStop {
  villageId: string;
  on: string;
}

export const listTomographyStops = (
  q: Sql,
  countyId: string,
  filter: { year?: number; villageId?: string; fromOn?: string; toMonth?: string },
): Promise<TomographyStop[]> =>
  q.query(
    `select village_id as "villageId", stop_on as "on" from roving.tomography_stop
     where county_id = $1 and ($2::int is null or year = $2) and ($3::uuid is null or village_id = $3)
       and ($4::date is null or stop_on >= $4) and ($5::date is null or stop_on < $5) order by stop_on, village_id`,
    [
      countyId,
      filter.year ?? null,
      filter.villageId ?? null,
      filter.fromOn ?? null,
      filter.toMonth === undefined ? null : `${filter.toMonth}-01`,
    ],
  );

export async function tomographyVersion(q: Sql, countyId: string, year: number): Promise<number> {
  const [row] = await q.query<{ version: number }>(
    'select version from roving.tomography_year where county_id = $1 and year = $2',
    [countyId, year],
  );
  return row?.version ?? 0;
}

/** Replaces the year; false where another writer was faster. */
export async function saveTomographyYear(
  q: Sql,
  countyId: string,
  year: number,
  stops: readonly TomographyStop[],
  version: number,
): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.tomography_year (county_id, year, version) values ($1, $2, $3)
     on conflict (county_id, year) do update set version = excluded.version
       where roving.tomography_year.version = excluded.version - 1 returning year`,
    [countyId, year, version],
  );
  if (rows.length === 0) return false;
  await q.query('delete from roving.tomography_stop where county_id = $1 and year = $2', [countyId, year]);
  await q.query(
    `insert into roving.tomography_stop (county_id, year, village_id, stop_on)
     select $1, $2, s.* from unnest($3::uuid[], $4::date[]) as s`,
    [countyId, year, stops.map((stop) => stop.villageId), stops.map((stop) => stop.on)],
  );
  return true;
}
