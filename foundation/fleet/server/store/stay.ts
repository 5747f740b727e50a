// Rows of stays, and the points from which they are told.
import type { Day } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { StayEvidence, StayPoint } from '../../rules/stay.ts';
import type { Stay } from '../../tracking-contract.ts';
import type { VehicleDayKey } from './day-to-judge.ts';

export interface StayRow extends VehicleDayKey {
  stayId: string;
  commitmentId: string;
  arrivedAt: Date;
  confirmedAt: Date | null;
  leftAt: Date | null;
  evidence: StayEvidence;
}
const columns = `s.id as "stayId", s.vehicle_id as "vehicleId", s.day_on as "on", s.commitment_id as "commitmentId",
  s.arrived_at as "arrivedAt", s.confirmed_at as "confirmedAt", s.left_at as "leftAt", s.evidence`;

export const staysOfDays = (q: Sql, keys: readonly VehicleDayKey[]): Promise<StayRow[]> =>
  q.query<StayRow>(
    `select ${columns} from fleet.stay s
     where (s.vehicle_id, s.day_on) in (select * from unnest($1::uuid[], $2::date[])) order by s.arrived_at, s.id`,
    [keys.map(({ vehicleId }) => vehicleId), keys.map(({ on }) => on)],
  );

/** Stays at commitments of a source, in the order of their arrival. */
export async function staysBySource(q: Sql, source: string, sourceIds: readonly string[]): Promise<Stay[]> {
  const rows = await q.query<StayRow & { source: string; sourceId: string }>(
    `select ${columns}, c.source, c.source_id as "sourceId"
     from fleet.commitment c join fleet.stay s on s.commitment_id = c.id
     where c.source = $1 and c.source_id = any($2::text[]) order by s.arrived_at, s.id`,
    [source, sourceIds],
  );
  return rows.map(({ arrivedAt, confirmedAt, leftAt, ...row }) => ({
    ...row,
    arrivedAt: arrivedAt.toISOString(),
    ...(confirmedAt && { confirmedAt: confirmedAt.toISOString() }),
    ...(leftAt && { leftAt: leftAt.toISOString() }),
  }));
}

export async function saveStays(q: Transaction, rows: readonly StayRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(read: (row: StayRow) => T) => rows.map(read);
  await q.query(
    `insert into fleet.stay (id, vehicle_id, day_on, commitment_id, arrived_at, confirmed_at, left_at, evidence, judged_at)
     select id, vehicle_id, day_on, commitment_id, arrived_at, confirmed_at, left_at, evidence::jsonb, $9
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::uuid[], $5::timestamptz[], $6::timestamptz[],
       $7::timestamptz[], $8::text[])
       as n (id, vehicle_id, day_on, commitment_id, arrived_at, confirmed_at, left_at, evidence)
     on conflict (id) do update set arrived_at = excluded.arrived_at, confirmed_at = excluded.confirmed_at,
       left_at = excluded.left_at, evidence = excluded.evidence, judged_at = excluded.judged_at`,
    [
      of(({ stayId }) => stayId),
      of(({ vehicleId }) => vehicleId),
      of(({ on }) => on),
      of(({ commitmentId }) => commitmentId),
      of(({ arrivedAt }) => arrivedAt),
      of(({ confirmedAt }) => confirmedAt),
      of(({ leftAt }) => leftAt),
      of(({ evidence }) => JSON.stringify(evidence)),
      now,
    ],
  );
}

export const deleteStays = (q: Sql, stayIds: readonly string[]): Promise<unknown> =>
  q.query('delete from fleet.stay where id = any($1::uuid[])', [stayIds]);

/** Points with a fix of one day, after a time of each vehicle's own; by the terminals' clocks. */
export async function pointsToJudge(
  q: Sql,
  day: { on: Day; from: Date; to: Date },
  wanted: readonly { vehicleId: string; after: Date }[],
  limit: number,
): Promise<Map<string, StayPoint[]>> {
  const rows = await q.query<Omit<StayPoint, 'at' | 'receivedAt'> & { vehicleId: string; at: Date; receivedAt: Date }>(
    `select w.vehicle_id as "vehicleId", p.* from unnest($1::uuid[], $2::timestamptz[]) as w (vehicle_id, after_at)
     join lateral (
       select device_at as at, received_at as "receivedAt", lon, lat, speed_kmh as "speedKilometresPerHour",
         ignition as "ignitionOn", backfilled from fleet.position
       where vehicle_id = w.vehicle_id and device_at > w.after_at and device_at >= $3 and device_at < $4 and fixed
       order by device_at, terminal_id, fingerprint limit $5
     ) p on true`,
    [wanted.map(({ vehicleId }) => vehicleId), wanted.map(({ after }) => after), day.from, day.to, limit],
  );
  const points = new Map<string, StayPoint[]>();
  for (const { vehicleId, at, receivedAt, ...point } of rows) {
    const own = points.get(vehicleId);
    const read = { ...point, at: at.getTime(), receivedAt: receivedAt.getTime() };
    if (own) own.push(read);
    else points.set(vehicleId, [read]);
  }
  return points;
}
