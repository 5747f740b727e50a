// Rows of what plans are made from: vehicles with their days out of service, work calendars, market days.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { VehicleKind } from '../../rules/policy.ts';
import type { CalendarDay } from '../../rules/work-calendar.ts';

export interface VehicleRow {
  vehicleId: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  lon: number;
  lat: number;
  shiftFrom: number | null;
  shiftTo: number | null;
  version: number;
  outOfService: { fromOn: string; toOn: string; reason: string }[];
}

export async function listVehicles(q: Sql): Promise<VehicleRow[]> {
  const vehicles = await q.query<Omit<VehicleRow, 'outOfService'>>(
    `select id as "vehicleId", kind, name, organisation_id as "organisationId", lon, lat, shift_from as "shiftFrom",
       shift_to as "shiftTo", version from roving.vehicle order by kind, id`,
  );
  const spans = Map.groupBy(
    await q.query<{ vehicle_id: string; from_on: string; to_on: string; reason: string }>(
      'select vehicle_id, from_on, to_on, reason from roving.out_of_service order by from_on',
    ),
    (span) => span.vehicle_id,
  );
  return vehicles.map((vehicle) => ({
    ...vehicle,
    outOfService: (spans.get(vehicle.vehicleId) ?? []).map((span) => ({
      fromOn: span.from_on,
      toOn: span.to_on,
      reason: span.reason,
    })),
  }));
}

export async function saveVehicles(
  q: Sql,
  vehicles: readonly Omit<VehicleRow, 'outOfService' | 'version'>[],
): Promise<void> {
  await q.query(
    `insert into roving.vehicle (id, kind, name, organisation_id, lon, lat, shift_from, shift_to, version)
     select v.*, 1 from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::float8[], $6::float8[], $7::int[], $8::int[]) as v`,
    [
      vehicles.map((one) => one.vehicleId),
      vehicles.map((one) => one.kind),
      vehicles.map((one) => one.name),
      vehicles.map((one) => one.organisationId),
      vehicles.map((one) => one.lon),
      vehicles.map((one) => one.lat),
      vehicles.map((one) => one.shiftFrom),
      vehicles.map((one) => one.shiftTo),
    ],
  );
}

/** Replaces the spans; false where another writer was faster. */
export async function saveOutOfService(
  q: Sql,
  vehicleId: string,
  spans: readonly { id: string; fromOn: string; toOn: string; reason: string }[],
  version: number,
): Promise<boolean> {
  const rows = await q.query('update roving.vehicle set version = $2 where id = $1 and version = $2 - 1 returning id', [
    vehicleId,
    version,
  ]);
  if (rows.length === 0) return false;
  await q.query('delete from roving.out_of_service where vehicle_id = $1', [vehicleId]);
  await q.query(
    `insert into roving.out_of_service (id, vehicle_id, from_on, to_on, reason)
     select s.id, $1, s.from_on, s.to_on, s.reason
     from unnest($2::uuid[], $3::date[], $4::date[], $5::text[]) as s (id, from_on, to_on, reason)`,
    [
      vehicleId,
      spans.map((span) => span.id),
      spans.map((span) => span.fromOn),
      spans.map((span) => span.toOn),
      spans.map((span) => span.reason),
    ],
  );
  return true;
}

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
