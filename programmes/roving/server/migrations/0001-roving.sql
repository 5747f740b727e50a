-- Month plans of the roving clinics, what they are made from, the CT calendar, special visits and the provincial network.

create schema if not exists roving;

-- Vehicles as planning sees them, until the fleet owns them. Shifts in minutes since midnight.
-- distribution: reference
create table roving.vehicle (
  id uuid primary key,
  kind text not null,
  name text not null,
  organisation_id uuid not null,
  lon double precision not null,
  lat double precision not null,
  shift_from integer,
  shift_to integer,
  version integer not null
);

-- The last day is inclusive.
-- distribution: reference
create table roving.out_of_service (
  id uuid primary key,
  vehicle_id uuid not null references roving.vehicle (id),
  from_on date not null,
  to_on date not null,
  reason text not null
);

create index out_of_service_by_vehicle on roving.out_of_service (vehicle_id);

-- State holidays and make-up days of a year as the county works them.
-- distribution: reference
create table roving.work_calendar (
  county_id uuid not null,
  year integer not null,
  days jsonb not null,
  version integer not null,
  primary key (county_id, year)
);

-- Days of the month whose number ends in one of these digits.
-- distribution: reference
create table roving.market_days (
  township_id uuid primary key,
  endings integer[] not null,
  version integer not null
);

-- A month has many plans, at most one of them published.
-- distribution: local
create table roving.plan (
  id uuid primary key,
  county_id uuid not null,
  month text not null,
  number integer not null,
  state text not null,
  origin text not null,
  based_on uuid,
  -- Why a repair was made: kind and parameters.
  cause jsonb,
  seed integer not null,
  seconds integer not null,
  progress double precision not null,
  best_cost double precision,
  figures jsonb,
  -- Named rules that can't hold together.
  conflict jsonb,
  -- From estimate or roads.
  travel_basis text,
  simulated boolean not null,
  created_at timestamptz not null,
  created_by uuid not null,
  published_at timestamptz,
  published_by uuid,
  version integer not null,
  unique (county_id, month, number)
);

create unique index one_published_plan on roving.plan (county_id, month) where state = 'published';

-- distribution: local
create table roving.planned_visit (
  plan_id uuid not null references roving.plan (id),
  visit_id uuid not null,
  village_id uuid not null,
  service_point_id uuid not null,
  service text not null,
  visit_on date not null,
  vehicle_id uuid not null,
  sequence integer not null,
  arrive_minute integer not null,
  start_minute integer not null,
  leave_minute integer not null,
  travel_metres integer not null,
  travel_minutes integer not null,
  team_id uuid not null,
  staff_id uuid,
  stands_in_for uuid,
  pinned boolean not null,
  reason text not null,
  primary key (plan_id, visit_id)
);

create index planned_visit_by_village on roving.planned_visit (village_id, visit_on);

-- distribution: local
create table roving.vehicle_day (
  plan_id uuid not null references roving.plan (id),
  vehicle_id uuid not null,
  day_on date not null,
  depart_minute integer not null,
  return_minute integer not null,
  metres integer not null,
  travel_minutes integer not null,
  work_minutes integer not null,
  primary key (plan_id, vehicle_id, day_on)
);

-- The year of the CT truck; its stops are replaced as one.
-- distribution: local
create table roving.tomography_year (
  county_id uuid not null,
  year integer not null,
  version integer not null,
  primary key (county_id, year)
);

-- distribution: local
create table roving.tomography_stop (
  county_id uuid not null,
  year integer not null,
  village_id uuid not null,
  stop_on date not null,
  primary key (county_id, year, village_id)
);

-- A care home, community or enterprise that is visited by agreement.
-- distribution: local
create table roving.outreach_site (
  service_point_id uuid primary key,
  contact_name text not null,
  contact_phone_sealed text,
  cadence_months integer not null,
  note text,
  version integer not null
);

-- What is examined, by age and sex.
-- distribution: reference
create table roving.check_up_package (
  id uuid primary key,
  county_id uuid not null,
  name text not null,
  sex text not null,
  from_years integer not null,
  to_years integer not null,
  items text[] not null,
  version integer not null
);

-- Who is on the name list of a site.
-- distribution: patient_id
create table roving.site_member (
  patient_id uuid not null,
  service_point_id uuid not null,
  added_at timestamptz not null,
  primary key (patient_id, service_point_id)
);

create index site_member_by_site on roving.site_member (service_point_id);

-- distribution: local
create table roving.special_visit (
  id uuid primary key,
  service_point_id uuid not null,
  visit_on date not null,
  from_minute integer not null,
  to_minute integer not null,
  vehicle_id uuid,
  staff_id uuid,
  cancelled boolean not null,
  version integer not null
);

create index special_visit_by_site on roving.special_visit (service_point_id, visit_on);

-- Points that other counties post; `source` is the account that posts.
-- distribution: local
create table roving.network_point (
  source uuid not null,
  external_id text not null,
  county_code text not null,
  county_name text not null,
  name text not null,
  kind text not null,
  lon double precision not null,
  lat double precision not null,
  network text not null,
  posted_at timestamptz not null,
  primary key (source, external_id)
);

-- What one vehicle of another county does on a day.
-- distribution: local
create table roving.network_roster (
  source uuid not null,
  external_id text not null,
  roster_on date not null,
  county_code text not null,
  county_name text not null,
  vehicle_name text not null,
  vehicle_kind text not null,
  team jsonb not null,
  stops jsonb not null,
  posted_at timestamptz not null,
  primary key (source, external_id, roster_on)
);
