-- Visits planned against actual: what was promised, what the terminal showed, what people entered, and who was alarmed.

-- One row for each visit of a published plan and each special visit with a vehicle. `tracked`: its time was still ahead
-- when it was first published. `stay_ids`: stays of the fleet that prove it. Without `confirmed` it is there, not yet long enough.
-- distribution: local
create table roving.check_in (
  visit_id uuid primary key,
  county_id uuid not null,
  service text not null,
  visit_on date not null,
  vehicle_id uuid not null,
  team_id uuid,
  staff_id uuid,
  village_id uuid not null,
  service_point_id uuid not null,
  planned_arrive_at timestamptz not null,
  planned_leave_at timestamptz not null,
  arrive_at timestamptz,
  leave_at timestamptz,
  confirmed boolean not null,
  source text,
  stay_ids uuid[] not null,
  tracked boolean not null,
  cancelled boolean not null,
  version integer not null
);
create index check_in_of_day on roving.check_in (county_id, visit_on);
create index check_in_of_village on roving.check_in (village_id, visit_on);

-- What the crew or a planner entered by hand; nothing of it is changed afterwards.
-- distribution: local
create table roving.check_in_entry (
  id uuid primary key,
  visit_id uuid not null,
  kind text not null check (kind in ('arrive', 'leave', 'correction')),
  at timestamptz,
  arrive_at timestamptz,
  leave_at timestamptz,
  lon double precision,
  lat double precision,
  accuracy_metres integer,
  distance_metres integer,
  reason text not null,
  entered_by uuid not null,
  by_name text not null,
  entered_at timestamptz not null
);
create index check_in_entry_of_visit on roving.check_in_entry (visit_id);

-- Each alarm of a visit is raised once; a visit that is moved to another time begins anew.
-- distribution: local
create table roving.visit_alarm (
  visit_id uuid not null,
  kind text not null check (kind in ('late', 'missed')),
  planned_arrive_at timestamptz not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  primary key (visit_id, kind, planned_arrive_at)
);
