// Rows of planned visits and of the days of vehicles.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PlannedVisit, VehicleDay, VisitReason } from '../../rules/planned-month.ts';
import type { MonthlyService } from '../../rules/policy.ts';

interface VisitRow {
  visit_id: string;
  village_id: string;
  service_point_id: string;
  service: MonthlyService;
  visit_on: string;
  vehicle_id: string;
  sequence: number;
  arrive_minute: number;
  start_minute: number;
  leave_minute: number;
  travel_metres: number;
  travel_minutes: number;
  team_id: string;
  staff_id: string | null;
  stands_in_for: string | null;
  pinned: boolean;
  reason: VisitReason;
}
const toVisit = (row: VisitRow): PlannedVisit => ({
  visitId: row.visit_id,
  villageId: row.village_id,
  servicePointId: row.service_point_id,
  service: row.service,
  on: row.visit_on,
  vehicleId: row.vehicle_id,
  sequence: row.sequence,
  arriveMinute: row.arrive_minute,
  startMinute: row.start_minute,
  leaveMinute: row.leave_minute,
  travelMetres: row.travel_metres,
  travelMinutes: row.travel_minutes,
  teamId: row.team_id,
  ...(row.staff_id && { staffId: row.staff_id }),
  ...(row.stands_in_for && { standsInFor: row.stands_in_for }),
  pinned: row.pinned,
  reason: row.reason,
});

export async function listVisits(
  q: Sql,
  planIds: readonly string[],
  filter: {
    villageId?: string;
    vehicleId?: string;
    fromOn?: string;
    toOn?: string;
    teamIds?: readonly string[];
  } = {},
): Promise<PlannedVisit[]> {
  const rows = await q.query<VisitRow>(
    `select visit_id, village_id, service_point_id, service, visit_on, vehicle_id, sequence, arrive_minute, start_minute,
       leave_minute, travel_metres, travel_minutes, team_id, staff_id, stands_in_for, pinned, reason
     from roving.planned_visit where plan_id = any($1::uuid[]) and ($2::uuid is null or village_id = $2)
       and ($3::uuid is null or vehicle_id = $3) and ($4::date is null or visit_on >= $4)
       and ($5::date is null or visit_on <= $5) and ($6::uuid[] is null or team_id = any($6))
     order by visit_on, start_minute, visit_id`,
    [
      planIds,
      filter.villageId ?? null,
      filter.vehicleId ?? null,
      filter.fromOn ?? null,
      filter.toOn ?? null,
      filter.teamIds ?? null,
    ],
  );
  return rows.map(toVisit);
}

/** Replaces all visits of the plan. */
export async function saveVisits(q: Sql, planId: string, visits: readonly PlannedVisit[]): Promise<void> {
  await q.query('delete from roving.planned_visit where plan_id = $1', [planId]);
  await q.query(
    `insert into roving.planned_visit (plan_id, visit_id, village_id, service_point_id, service, visit_on, vehicle_id, sequence,
       arrive_minute, start_minute, leave_minute, travel_metres, travel_minutes, team_id, staff_id, stands_in_for, pinned, reason)
     select $1, v.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::uuid[], $8::int[], $9::int[],
       $10::int[], $11::int[], $12::int[], $13::int[], $14::uuid[], $15::uuid[], $16::uuid[], $17::boolean[], $18::text[]) as v`,
    [
      planId,
      visits.map((visit) => visit.visitId),
      visits.map((visit) => visit.villageId),
      visits.map((visit) => visit.servicePointId),
      visits.map((visit) => visit.service),
      visits.map((visit) => visit.on),
      visits.map((visit) => visit.vehicleId),
      visits.map((visit) => visit.sequence),
      visits.map((visit) => visit.arriveMinute),
      visits.map((visit) => visit.startMinute),
      visits.map((visit) => visit.leaveMinute),
      visits.map((visit) => visit.travelMetres),
      visits.map((visit) => visit.travelMinutes),
      visits.map((visit) => visit.teamId),
      visits.map((visit) => visit.staffId ?? null),
      visits.map((visit) => visit.standsInFor ?? null),
      visits.map((visit) => visit.pinned),
      visits.map((visit) => visit.reason),
    ],
  );
}

export const listVehicleDays = (q: Sql, planId: string): Promise<VehicleDay[]> =>
  q.query<VehicleDay>(
    `select vehicle_id as "vehicleId", day_on as "on", depart_minute as "departMinute", return_minute as "returnMinute",
       metres, travel_minutes as "travelMinutes", work_minutes as "workMinutes"
     from roving.vehicle_day where plan_id = $1 order by day_on, vehicle_id`,
    [planId],
  );

export async function saveVehicleDays(q: Sql, planId: string, days: readonly VehicleDay[]): Promise<void> {
  await q.query('delete from roving.vehicle_day where plan_id = $1', [planId]);
  await q.query(
    `insert into roving.vehicle_day (plan_id, vehicle_id, day_on, depart_minute, return_minute, metres, travel_minutes, work_minutes)
     select $1, d.* from unnest($2::uuid[], $3::date[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[]) as d`,
    [
      planId,
      days.map((day) => day.vehicleId),
      days.map((day) => day.on),
      days.map((day) => day.departMinute),
      days.map((day) => day.returnMinute),
      days.map((day) => day.metres),
      days.map((day) => day.travelMinutes),
      days.map((day) => day.workMinutes),
    ],
  );
}

/** Doctors of the published plans on a day, in the order in which they are met. */
export const plannedStaff = (
  q: Sql,
  vehicleIds: readonly string[],
  on: string,
): Promise<{ vehicleId: string; staffId: string }[]> =>
  q.query(
    `select v.vehicle_id as "vehicleId", v.staff_id as "staffId" from roving.planned_visit v
     join roving.plan p on p.id = v.plan_id
     where p.state = 'published' and v.visit_on = $2 and v.vehicle_id = any($1::uuid[]) and v.staff_id is not null
     group by v.vehicle_id, v.staff_id order by min(v.start_minute)`,
    [vehicleIds, on],
  );

/** Metres of the way to each visit in the published plan. */
export async function plannedMetres(q: Sql, visitIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await q.query<{ visit_id: string; travel_metres: number }>(
    `select v.visit_id, v.travel_metres from roving.planned_visit v join roving.plan p on p.id = v.plan_id
     where p.state = 'published' and v.visit_id = any($1::uuid[])`,
    [visitIds],
  );
  return new Map(rows.map((row) => [row.visit_id, row.travel_metres]));
}
