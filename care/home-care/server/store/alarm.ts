// Rows of alarms: raised by a nurse or by the clock, acknowledged by name.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface StoredAlarm {
  personId: string;
  alarmId: string;
  orderId: string;
  organisationId: string;
  kind: 'safety' | 'overdue';
  raisedByName: string;
  raisedAt: Date;
  lon: number | null;
  lat: number | null;
  acknowledgedByName: string | null;
  acknowledgedAt: Date | null;
}
const columns = `patient_id as "personId", alarm_id as "alarmId", order_id as "orderId",
  organisation_id as "organisationId", kind, raised_by_name as "raisedByName", raised_at as "raisedAt", lon, lat,
  acknowledged_by_name as "acknowledgedByName", acknowledged_at as "acknowledgedAt"`;

export const insertAlarm = (
  q: Sql,
  one: Omit<StoredAlarm, 'acknowledgedByName' | 'acknowledgedAt'>,
): Promise<unknown> =>
  q.query(
    `insert into home_care.alarm (patient_id, alarm_id, order_id, organisation_id, kind, raised_by_name, raised_at, lon,
       lat) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (patient_id, alarm_id) do nothing`,
    [
      one.personId,
      one.alarmId,
      one.orderId,
      one.organisationId,
      one.kind,
      one.raisedByName,
      one.raisedAt,
      one.lon,
      one.lat,
    ],
  );

/** Open ones first, then those of the last day. */
export const listAlarms = (q: Sql, organisationIds: readonly string[], since: Date): Promise<StoredAlarm[]> =>
  q.query(
    `select ${columns} from home_care.alarm where organisation_id = any($1::uuid[])
     and (acknowledged_at is null or acknowledged_at > $2) order by acknowledged_at nulls first, raised_at desc limit 100`,
    [organisationIds, since],
  );

/** Whoever is first: false where somebody has, or there is no such alarm of these organisations. */
export async function acknowledge(
  q: Sql,
  key: { personId: string; alarmId: string; organisationIds: readonly string[] },
  byName: string,
  now: Date,
): Promise<boolean> {
  const rows = await q.query(
    `update home_care.alarm set acknowledged_by_name = $4, acknowledged_at = $5 where patient_id = $1 and alarm_id = $2
     and organisation_id = any($3::uuid[]) and acknowledged_at is null returning alarm_id`,
    [key.personId, key.alarmId, key.organisationIds, byName, now],
  );
  return rows.length > 0;
}
