// Rows of departures, one a vehicle and day, and of vehicles that left without one.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Departure, DepartureAlarm } from '../../readiness-contract.ts';

interface DepartureRow {
  departureId: string;
  vehicleId: string;
  on: Day;
  clearedAt: Date;
  clearedBy: string;
  reason: string | null;
  secondPerson: string | null;
  missing: { item: string; reason: string }[];
}
const shown = ({ reason, secondPerson, missing, clearedAt, ...row }: DepartureRow): Departure => ({
  ...row,
  clearedAt: clearedAt.toISOString(),
  ...(reason !== null && { override: { reason, secondPerson: secondPerson ?? '', missing } }),
});

export async function departuresOn(q: Sql, vehicleIds: readonly string[], day: Day): Promise<Departure[]> {
  const rows = await q.query<DepartureRow>(
    `select id as "departureId", vehicle_id as "vehicleId", departure_on as "on", cleared_at as "clearedAt",
       cleared_by_name as "clearedBy", override_reason as reason, second_person as "secondPerson", missing
     from fleet.departure where vehicle_id = any($1::uuid[]) and departure_on = $2`,
    [vehicleIds, day],
  );
  return rows.map(shown);
}

/** True for the one that came first. */
export async function insertDeparture(
  q: Sql,
  departure: Omit<Departure, 'clearedAt'> & { clearedAt: Date; clearedById: string },
): Promise<boolean> {
  const { override } = departure;
  const rows = await q.query(
    `insert into fleet.departure (vehicle_id, departure_on, id, cleared_at, cleared_by, cleared_by_name,
       override_reason, second_person, missing) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (vehicle_id, departure_on) do nothing returning id`,
    [
      departure.vehicleId,
      departure.on,
      departure.departureId,
      departure.clearedAt,
      departure.clearedById,
      departure.clearedBy,
      override?.reason ?? null,
      override?.secondPerson ?? null,
      JSON.stringify(override?.missing ?? []),
    ],
  );
  return rows.length === 1;
}

/** True the first time on the day. */
export async function insertAlarm(q: Sql, vehicleId: string, day: Day, at: Date): Promise<boolean> {
  const rows = await q.query(
    `insert into fleet.departure_alarm (vehicle_id, alarm_on, raised_at) values ($1, $2, $3)
     on conflict do nothing returning vehicle_id`,
    [vehicleId, day, at],
  );
  return rows.length === 1;
}

export async function alarmsOn(
  q: Sql,
  vehicleIds: readonly string[],
  day: Day,
): Promise<(DepartureAlarm & { vehicleId: string })[]> {
  const rows = await q.query<{ vehicleId: string; on: Day; at: Date }>(
    `select vehicle_id as "vehicleId", alarm_on as "on", raised_at as at from fleet.departure_alarm
     where vehicle_id = any($1::uuid[]) and alarm_on = $2`,
    [vehicleIds, day],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
