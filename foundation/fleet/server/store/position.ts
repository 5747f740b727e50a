// Rows of positions: written by the batch, each point once; the latest of a vehicle moves forward only.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { LatestPosition, TrackPoint } from '../../contract.ts';

export interface PositionRow {
  vehicleId: string;
  deviceAt: Date;
  terminalId: string;
  fingerprint: number;
  receivedAt: Date;
  serial: number;
  backfilled: boolean;
  lon: number;
  lat: number;
  altitudeMetres: number;
  speedKilometresPerHour: number;
  heading: number;
  fixed: boolean;
  ignition: boolean;
  alarm: number;
  status: number;
  mileageMetres: number | null;
  signalStrength: number | null;
  satellites: number | null;
  otherItems: string | null;
}

const columns: readonly [name: string, type: string, field: keyof PositionRow][] = [
  ['vehicle_id', 'uuid', 'vehicleId'],
  ['device_at', 'timestamptz', 'deviceAt'],
  ['terminal_id', 'uuid', 'terminalId'],
  ['fingerprint', 'integer', 'fingerprint'],
  ['received_at', 'timestamptz', 'receivedAt'],
  ['serial', 'integer', 'serial'],
  ['backfilled', 'boolean', 'backfilled'],
  ['lon', 'double precision', 'lon'],
  ['lat', 'double precision', 'lat'],
  ['altitude_metres', 'smallint', 'altitudeMetres'],
  ['speed_kmh', 'real', 'speedKilometresPerHour'],
  ['heading', 'smallint', 'heading'],
  ['fixed', 'boolean', 'fixed'],
  ['ignition', 'boolean', 'ignition'],
  ['alarm', 'bigint', 'alarm'],
  ['status', 'bigint', 'status'],
  ['mileage_metres', 'double precision', 'mileageMetres'],
  ['signal_strength', 'smallint', 'signalStrength'],
  ['satellites', 'smallint', 'satellites'],
  ['other_items', 'text', 'otherItems'],
];
const names = columns.map(([name]) => name).join(', ');
const insertPositions = `insert into fleet.position (${names})
  select * from unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
  on conflict do nothing`;

export async function insertPoints(q: Sql, rows: readonly PositionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    insertPositions,
    columns.map(([, , field]) => rows.map((row) => row[field])),
  );
}

export type StrayReason = 'clock-ahead' | 'too-old';

export async function insertStrays(q: Sql, rows: readonly { row: PositionRow; reason: StrayReason }[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (field: keyof PositionRow) => rows.map(({ row }) => row[field]);
  await q.query(
    `insert into fleet.stray_position
       (vehicle_id, device_at, terminal_id, fingerprint, received_at, reason, serial, lon, lat, speed_kmh)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::integer[], $5::timestamptz[], $6::text[],
       $7::integer[], $8::double precision[], $9::double precision[], $10::real[])
     on conflict do nothing`,
    [
      of('vehicleId'),
      of('deviceAt'),
      of('terminalId'),
      of('fingerprint'),
      of('receivedAt'),
      rows.map(({ reason }) => reason),
      of('serial'),
      of('lon'),
      of('lat'),
      of('speedKilometresPerHour'),
    ],
  );
}

const latestColumns = `vehicle_id as "vehicleId", lon, lat, speed_kmh as "speedKilometresPerHour", heading,
  ignition as "ignitionOn", device_at as "deviceAt", received_at as "receivedAt"`;
interface LatestRow extends Omit<LatestPosition, 'deviceAt' | 'receivedAt'> {
  deviceAt: Date;
  receivedAt: Date;
}
const presentLatest = (row: LatestRow): LatestPosition => ({
  ...row,
  deviceAt: row.deviceAt.toISOString(),
  receivedAt: row.receivedAt.toISOString(),
});

/** One row for each vehicle, in an order that all writers share; answers those that moved forward. */
export async function advanceLatest(q: Transaction, rows: readonly PositionRow[]): Promise<LatestPosition[]> {
  if (rows.length === 0) return [];
  const of = (field: keyof PositionRow) => rows.map((row) => row[field]);
  const moved = await q.query<LatestRow>(
    `insert into fleet.latest_position as l
       (vehicle_id, device_at, received_at, lon, lat, speed_kmh, heading, ignition, alarm)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::double precision[],
       $5::double precision[], $6::real[], $7::smallint[], $8::boolean[], $9::bigint[])
     on conflict (vehicle_id) do update set device_at = excluded.device_at, received_at = excluded.received_at,
       lon = excluded.lon, lat = excluded.lat, speed_kmh = excluded.speed_kmh, heading = excluded.heading,
       ignition = excluded.ignition, alarm = excluded.alarm
       where excluded.device_at > l.device_at
     returning ${latestColumns}`,
    [
      of('vehicleId'),
      of('deviceAt'),
      of('receivedAt'),
      of('lon'),
      of('lat'),
      of('speedKilometresPerHour'),
      of('heading'),
      of('ignition'),
      of('alarm'),
    ],
  );
  return moved.map(presentLatest);
}

export async function latestOf(q: Sql, organisationIds: readonly string[]): Promise<LatestPosition[]> {
  const rows = await q.query<LatestRow>(
    `select ${latestColumns} from fleet.latest_position
     where vehicle_id in (select id from fleet.vehicle where organisation_id = any($1::uuid[])) order by vehicle_id`,
    [organisationIds],
  );
  return rows.map(presentLatest);
}

export async function latestOfVehicles(q: Sql, vehicleIds: readonly string[]): Promise<LatestPosition[]> {
  const rows = await q.query<LatestRow>(
    `select ${latestColumns} from fleet.latest_position where vehicle_id = any($1::uuid[]) order by vehicle_id`,
    [vehicleIds],
  );
  return rows.map(presentLatest);
}

/** Points with a fix between two times, by the terminal's clock; at most `limit`. */
export async function trackOf(q: Sql, vehicleId: string, from: Date, to: Date, limit: number): Promise<TrackPoint[]> {
  const rows = await q.query<Omit<TrackPoint, 'deviceAt'> & { deviceAt: Date }>(
    `select lon, lat, speed_kmh as "speedKilometresPerHour", device_at as "deviceAt" from fleet.position
     where vehicle_id = $1 and device_at >= $2 and device_at < $3 and fixed
     order by device_at, terminal_id, fingerprint limit $4`,
    [vehicleId, from, to, limit],
  );
  return rows.map((row) => ({ ...row, deviceAt: row.deviceAt.toISOString() }));
}

/** Minutes with a position, of one vehicle between two times. */
export async function minutesWithPosition(q: Sql, vehicleId: string, from: Date, to: Date): Promise<number> {
  const [row] = await q.query<{ minutes: number }>(
    `select count(distinct floor(extract(epoch from device_at) / 60))::integer as minutes from fleet.position
     where vehicle_id = $1 and device_at >= $2 and device_at < $3`,
    [vehicleId, from, to],
  );
  return row!.minutes;
}

/** When the server last heard of a vehicle, and the strength of its signal where the terminal says it. */
export async function lastHeardOf(
  q: Sql,
  vehicleId: string,
): Promise<{ receivedAt: Date; signalStrength: number | null } | undefined> {
  const [row] = await q.query<{ receivedAt: Date; signalStrength: number | null }>(
    `select l.received_at as "receivedAt", p.signal_strength as "signalStrength" from fleet.latest_position l
     left join fleet.position p on p.vehicle_id = l.vehicle_id and p.device_at = l.device_at
     where l.vehicle_id = $1 limit 1`,
    [vehicleId],
  );
  return row;
}
