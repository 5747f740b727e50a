// Rows of days that have points which no one has judged, and how far days were judged.
import type { Day } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { DayState } from '../../rules/judge-stays.ts';

export interface VehicleDayKey {
  vehicleId: string;
  on: Day;
}
export interface DayMark extends VehicleDayKey {
  fromAt: Date;
}
const columnsOf = (keys: readonly VehicleDayKey[]) => [
  keys.map(({ vehicleId }) => vehicleId),
  keys.map(({ on }) => on),
];

/** In an order that all writers share. */
export async function markDays(q: Transaction, marks: readonly DayMark[]): Promise<void> {
  if (marks.length === 0) return;
  const key = ({ vehicleId, on }: VehicleDayKey) => `${vehicleId} ${on}`;
  const ordered = marks.toSorted((left, right) => (key(left) < key(right) ? -1 : 1));
  await q.query(
    `insert into fleet.day_to_judge as d (vehicle_id, day_on, from_at)
     select * from unnest($1::uuid[], $2::date[], $3::timestamptz[])
     on conflict (vehicle_id, day_on) do update set from_at = excluded.from_at
       where d.from_at is null or excluded.from_at < d.from_at`,
    [...columnsOf(ordered), ordered.map(({ fromAt }) => fromAt)],
  );
}

/** Takes days for this judge alone until `until`; those that another one writes just now are left for the next time. */
export async function takeDays(q: Transaction, limit: number, now: Date, until: Date): Promise<DayMark[]> {
  return q.query<DayMark>(
    `update fleet.day_to_judge set taken_from = least(taken_from, from_at), from_at = null, taken_until = $2
     where (vehicle_id, day_on) in (
       select vehicle_id, day_on from fleet.day_to_judge
       where (from_at is not null or taken_from is not null) and (taken_until is null or taken_until < $1)
       order by vehicle_id, day_on limit $3 for update skip locked -- local
     ) returning vehicle_id as "vehicleId", day_on as "on", taken_from as "fromAt"`,
    [now, until, limit],
  );
}

/** What came meanwhile stays to be judged. */
export async function finishDays(q: Transaction, keys: readonly VehicleDayKey[]): Promise<void> {
  const args = columnsOf(keys);
  await q.query(
    `select 1 from fleet.day_to_judge where (vehicle_id, day_on) in (select * from unnest($1::uuid[], $2::date[]))
     order by vehicle_id, day_on for update -- local`,
    args,
  );
  const those = '(vehicle_id, day_on) in (select * from unnest($1::uuid[], $2::date[]))';
  await q.query(`delete from fleet.day_to_judge where ${those} and from_at is null`, args);
  await q.query(`update fleet.day_to_judge set taken_from = null, taken_until = null where ${those}`, args);
}

export const forgetDaysBefore = (q: Sql, on: Day): Promise<unknown> =>
  q.query('delete from fleet.day_to_judge where day_on < $1', [on]);

export interface VehicleDayRow extends VehicleDayKey {
  throughAt: Date | null;
  state: DayState;
  startedAt: Date | null;
  endedAt: Date | null;
}
const dayColumns = `vehicle_id as "vehicleId", day_on as "on", through_at as "throughAt", state,
  started_at as "startedAt", ended_at as "endedAt"`;

export const vehicleDaysOf = (q: Sql, keys: readonly VehicleDayKey[]): Promise<VehicleDayRow[]> =>
  q.query<VehicleDayRow>(
    `select ${dayColumns} from fleet.vehicle_day
     where (vehicle_id, day_on) in (select * from unnest($1::uuid[], $2::date[]))`,
    columnsOf(keys),
  );

export async function saveVehicleDays(q: Transaction, rows: readonly VehicleDayRow[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into fleet.vehicle_day (vehicle_id, day_on, through_at, state, started_at, ended_at)
     select vehicle_id, day_on, through_at, state::jsonb, started_at, ended_at
     from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::timestamptz[], $6::timestamptz[])
       as d (vehicle_id, day_on, through_at, state, started_at, ended_at)
     on conflict (vehicle_id, day_on) do update set through_at = excluded.through_at, state = excluded.state,
       started_at = excluded.started_at, ended_at = excluded.ended_at`,
    [
      ...columnsOf(rows),
      rows.map(({ throughAt }) => throughAt),
      rows.map(({ state }) => JSON.stringify(state)),
      rows.map(({ startedAt }) => startedAt),
      rows.map(({ endedAt }) => endedAt),
    ],
  );
}
