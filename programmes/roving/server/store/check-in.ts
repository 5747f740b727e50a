// Rows of visits planned against actual.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { CheckedService, CheckInSource } from '../../check-in-contract.ts';

export interface ExpectedVisit {
  visitId: string;
  countyId: string;
  service: CheckedService;
  on: string;
  vehicleId: string;
  teamId: string | null;
  staffId: string | null;
  villageId: string;
  servicePointId: string;
  plannedArriveAt: Date;
  plannedLeaveAt: Date;
  tracked: boolean;
}
export interface CheckInRow extends ExpectedVisit {
  arriveAt: Date | null;
  leaveAt: Date | null;
  confirmed: boolean;
  source: CheckInSource | null;
  stayIds: string[];
  cancelled: boolean;
  version: number;
}
const columns = `visit_id as "visitId", county_id as "countyId", service, visit_on as "on", vehicle_id as "vehicleId",
  team_id as "teamId", staff_id as "staffId", village_id as "villageId", service_point_id as "servicePointId",
  planned_arrive_at as "plannedArriveAt", planned_leave_at as "plannedLeaveAt", arrive_at as "arriveAt",
  leave_at as "leaveAt", confirmed, source, stay_ids as "stayIds", tracked, cancelled, version`;

/** Adds visits or changes what is promised of them; what happened already stays. */
export async function saveExpected(q: Transaction, visits: readonly ExpectedVisit[]): Promise<void> {
  if (visits.length === 0) return;
  const of = <T>(read: (visit: ExpectedVisit) => T) => visits.map(read);
  await q.query(
    `insert into roving.check_in as c (visit_id, county_id, service, visit_on, vehicle_id, team_id, staff_id, village_id,
       service_point_id, planned_arrive_at, planned_leave_at, tracked, confirmed, stay_ids, cancelled, version)
     select n.*, false, '{}'::uuid[], false, 1 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::uuid[],
       $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::timestamptz[], $11::timestamptz[], $12::boolean[]) as n
     on conflict (visit_id) do update set visit_on = excluded.visit_on, vehicle_id = excluded.vehicle_id,
       team_id = excluded.team_id, staff_id = excluded.staff_id, service_point_id = excluded.service_point_id,
       planned_arrive_at = excluded.planned_arrive_at, planned_leave_at = excluded.planned_leave_at,
       tracked = c.tracked or excluded.tracked, cancelled = false, version = c.version + 1
       where (c.visit_on, c.vehicle_id, c.team_id, c.staff_id, c.service_point_id, c.planned_arrive_at,
           c.planned_leave_at, c.cancelled)
         is distinct from (excluded.visit_on, excluded.vehicle_id, excluded.team_id, excluded.staff_id,
           excluded.service_point_id, excluded.planned_arrive_at, excluded.planned_leave_at, false)`,
    [
      of(({ visitId }) => visitId),
      of(({ countyId }) => countyId),
      of(({ service }) => service),
      of(({ on }) => on),
      of(({ vehicleId }) => vehicleId),
      of(({ teamId }) => teamId),
      of(({ staffId }) => staffId),
      of(({ villageId }) => villageId),
      of(({ servicePointId }) => servicePointId),
      of(({ plannedArriveAt }) => plannedArriveAt),
      of(({ plannedLeaveAt }) => plannedLeaveAt),
      of(({ tracked }) => tracked),
    ],
  );
}

/** Visits that are in no plan any more and did not take place. */
export const cancelExpected = (q: Sql, visitIds: readonly string[]): Promise<unknown> =>
  q.query(
    `update roving.check_in set cancelled = true, version = version + 1
     where visit_id = any($1::uuid[]) and arrive_at is null and not cancelled`,
    [visitIds],
  );

export interface CheckInSpan {
  countyId?: string | undefined;
  fromOn: string;
  toOn: string;
  villageId?: string | undefined;
  vehicleId?: string | undefined;
  teamId?: string | undefined;
}
/** In the order of their planned times; cancelled ones are left out. */
export const listCheckIns = (q: Sql, span: CheckInSpan): Promise<CheckInRow[]> =>
  q.query<CheckInRow>(
    `select ${columns} from roving.check_in where visit_on between $1 and $2 and not cancelled
       and ($3::uuid is null or county_id = $3) and ($4::uuid is null or village_id = $4)
       and ($5::uuid is null or vehicle_id = $5) and ($6::uuid is null or team_id = $6)
     order by planned_arrive_at, visit_id`,
    [
      span.fromOn,
      span.toOn,
      span.countyId ?? null,
      span.villageId ?? null,
      span.vehicleId ?? null,
      span.teamId ?? null,
    ],
  );

export async function findCheckIn(q: Sql, visitId: string): Promise<CheckInRow | undefined> {
  const [row] = await q.query<CheckInRow>(`select ${columns} from roving.check_in where visit_id = $1`, [visitId]);
  return row;
}
/** The row stays ours until the transaction ends. */
export async function lockCheckIn(q: Transaction, visitId: string): Promise<CheckInRow | undefined> {
  const [row] = await q.query<CheckInRow>(
    `select ${columns} from roving.check_in where visit_id = $1 for update -- local`,
    [visitId],
  );
  return row;
}

export const saveActual = (q: Transaction, row: CheckInRow): Promise<unknown> =>
  q.query(
    `update roving.check_in set arrive_at = $2, leave_at = $3, confirmed = $4, source = $5, stay_ids = $6::uuid[],
       version = $7 where visit_id = $1`,
    [row.visitId, row.arriveAt, row.leaveAt, row.confirmed, row.source, row.stayIds, row.version],
  );

export interface EntryRow {
  entryId: string;
  visitId: string;
  kind: 'arrive' | 'leave' | 'correction';
  at: Date | null;
  arriveAt: Date | null;
  leaveAt: Date | null;
  lon: number | null;
  lat: number | null;
  accuracyMetres: number | null;
  distanceMetres: number | null;
  reason: string;
  enteredBy: string;
  byName: string;
  enteredAt: Date;
}
export const listEntries = (q: Sql, visitId: string): Promise<EntryRow[]> =>
  q.query<EntryRow>(
    `select id as "entryId", visit_id as "visitId", kind, at, arrive_at as "arriveAt", leave_at as "leaveAt", lon, lat,
       accuracy_metres as "accuracyMetres", distance_metres as "distanceMetres", reason, entered_by as "enteredBy",
       by_name as "byName", entered_at as "enteredAt"
     from roving.check_in_entry where visit_id = $1 order by entered_at, id`,
    [visitId],
  );

/** False where the entry is known already. */
export async function insertEntry(q: Transaction, entry: EntryRow): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.check_in_entry (id, visit_id, kind, at, arrive_at, leave_at, lon, lat, accuracy_metres,
       distance_metres, reason, entered_by, by_name, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing returning id`,
    [
      entry.entryId,
      entry.visitId,
      entry.kind,
      entry.at,
      entry.arriveAt,
      entry.leaveAt,
      entry.lon,
      entry.lat,
      entry.accuracyMetres,
      entry.distanceMetres,
      entry.reason,
      entry.enteredBy,
      entry.byName,
      entry.enteredAt,
    ],
  );
  return rows.length === 1;
}
