-- What vehicles are committed to, where they stood, and which days have points that no one has judged yet.

-- Where a vehicle stands when it is not out, WGS-84; unknown: null.
alter table fleet.vehicle add column base_lon double precision;
alter table fleet.vehicle add column base_lat double precision;

-- Login of the device account that may send for the terminal over MQTT.
alter table fleet.terminal add column device_account text;

-- `source` is the context that keeps the commitment, `source_id` its id there. A place has a centre and a radius, or a
-- polygon ([[lon, lat], ...]); a commitment without one binds the vehicle's time alone.
-- distribution: local
create table fleet.commitment (
  id uuid primary key,
  vehicle_id uuid not null,
  kind text not null,
  source text not null,
  source_id text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  place_id uuid,
  lon double precision,
  lat double precision,
  radius_metres integer,
  polygon jsonb,
  status text not null,
  updated_at timestamptz not null,
  unique (source, source_id)
);
create index commitment_of_vehicle on fleet.commitment (vehicle_id, from_at);
create index commitment_of_time on fleet.commitment (from_at);

-- A vehicle stood at the place of a commitment. Without `confirmed_at` it has not been there long enough to count.
-- distribution: local
create table fleet.stay (
  id uuid primary key,
  vehicle_id uuid not null,
  day_on date not null,
  commitment_id uuid not null,
  arrived_at timestamptz not null,
  confirmed_at timestamptz,
  left_at timestamptz,
  evidence jsonb not null,
  judged_at timestamptz not null
);
create index stay_of_vehicle on fleet.stay (vehicle_id, day_on);
create index stay_of_commitment on fleet.stay (commitment_id);

-- How far the points of a vehicle's day were judged; `state` is what the rule needs to go on from there.
-- distribution: local
create table fleet.vehicle_day (
  vehicle_id uuid not null,
  day_on date not null,
  through_at timestamptz,
  state jsonb not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (vehicle_id, day_on)
);

-- Written with the points: from when on a day has to be judged. Whoever judges moves `from_at` to `taken_from` first, so
-- that writers of points wait for nobody; what was taken and not finished in time is taken again.
-- distribution: local
create table fleet.day_to_judge (
  vehicle_id uuid not null,
  day_on date not null,
  from_at timestamptz,
  taken_from timestamptz,
  taken_until timestamptz,
  primary key (vehicle_id, day_on)
);
