// Rows of what plans are made from: work calendars, market days.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CalendarDay } from '../../rules/work-calendar.ts';

export async function findCalendar(
  q: Sql,
  countyId: string,
  year: number,
): Promise<{ days: CalendarDay[]; version: number } | undefined> {
  const [row] = await q.query<{ days: CalendarDay[]; version: number }>(
    'select days, version from roving.work_calendar where county_id = $1 and year = $2',
    [countyId, year],
  );
  return row;
}

/** Inserts version 1 or replaces the version before; false where another writer was faster. */
export async function saveCalendar(
  q: Sql,
  countyId: string,
  year: number,
  days: readonly CalendarDay[],
  version: number,
): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.work_calendar (county_id, year, days, version) values ($1, $2, $3, $4)
     on conflict (county_id, year) do update set days = excluded.days, version = excluded.version
       where roving.work_calendar.version = excluded.version - 1 returning year`,
    [countyId, year, JSON.stringify(days), version],
  );
  return rows.length === 1;
}

export const listMarketDays = (q: Sql): Promise<{ townshipId: string; endings: number[]; version: number }[]> =>
  q.query('select township_id as "townshipId", endings, version from roving.market_days order by township_id');

/** Inserts version 1 or replaces the version before; false where another writer was faster. */
export async function saveMarketDays(
  q: Sql,
  townshipId: string,
  endings: readonly number[],
  version: number,
): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.market_days (township_id, endings, version) values ($1, $2, $3)
     on conflict (township_id) do update set endings = excluded.endings, version = excluded.version
       where roving.market_days.version = excluded.version - 1 returning township_id`,
    [townshipId, endings, version],
  );
  return rows.length === 1;
}
