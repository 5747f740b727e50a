// Rows of the county's activity: counted once per event, summed by day, deleted after their time.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ActivityKind } from '../../contract.ts';
import type { ActivityCount } from '../../rules/activity.ts';
import type { Divisions } from '../../rules/divisions.ts';

export interface ActivityRow extends Divisions {
  eventId: string;
  kind: ActivityKind;
  on: Day;
  at: Date;
  simulated: boolean;
}

/** False where this event is counted already. */
export async function countOnce(q: Sql, row: ActivityRow): Promise<boolean> {
  const counted = await q.query(
    `insert into geo.activity
       (event_id, kind, happened_on, happened_at, county_id, township_id, village_id, simulated)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (event_id) do nothing returning event_id`,
    [
      row.eventId,
      row.kind,
      row.on,
      row.at,
      row.countyId ?? null,
      row.townshipId ?? null,
      row.villageId ?? null,
      row.simulated,
    ],
  );
  return counted.length > 0;
}

/** What happened on a day up to an instant, in one county or in all. */
export const countsOf = (
  q: Sql,
  on: Day,
  upTo: Date,
  countyId: string | undefined,
): Promise<(ActivityCount & { simulated: boolean })[]> =>
  q.query(
    `select kind, township_id as "townshipId", village_id as "villageId", count(*)::int as count,
       bool_or(simulated) as simulated
     from geo.activity
     where happened_on = $1 and happened_at <= $2 and ($3::uuid is null or county_id = $3)
     group by kind, township_id, village_id`,
    [on, upTo, countyId ?? null],
  );

/** The first day of which anything is counted, anywhere. */
export async function firstDay(q: Sql): Promise<Day | undefined> {
  const [row] = await q.query<{ day: Day | null }>('select min(happened_on) as day from geo.activity');
  return row?.day ?? undefined;
}

export const deleteBefore = (q: Sql, on: Day): Promise<unknown> =>
  q.query('delete from geo.activity where happened_on < $1', [on]);
