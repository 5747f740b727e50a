-- Vehicles, their terminals, and where they were.

create schema if not exists fleet;

-- distribution: reference
create table fleet.vehicle (
  id uuid primary key,
  plate text not null,
  kind text not null,
  name text not null,
  organisation_id uuid not null,
  emergency_unit boolean not null,
  equipment text[] not null,
  version integer not null default 1,
  updated_at timestamptz not null
);
create index vehicle_of_organisation on fleet.vehicle (organisation_id);

-- `phone` as in the header of each frame, without leading zeros. `device_id` and `code_hash` (SM3) come with the first
-- registration. `points_per_second` slows a terminal down; null: the gateway's own limit.
-- distribution: reference
create table fleet.terminal (
  id uuid primary key,
  phone text not null unique,
  vehicle_id uuid not null references fleet.vehicle (id),
  datum text not null check (datum in ('WGS-84', 'GCJ-02', 'BD-09')),
  points_per_second integer,
  blocked boolean not null,
  edition smallint,
  device_id text,
  maker text,
  model text,
  code_hash bytea,
  registered_at timestamptz,
  seen_at timestamptz
);

-- A point that was sent again (alone or in a batch, under whichever serial) has the same key: terminal, the device's
-- second, and the fingerprint of what it measured. WGS-84.
-- distribution: vehicle_id
create table fleet.position (
  vehicle_id uuid not null,
  device_at timestamptz not null,
  terminal_id uuid not null,
  fingerprint integer not null,
  received_at timestamptz not null,
  serial integer not null,
  backfilled boolean not null,
  lon double precision not null,
  lat double precision not null,
  altitude_metres smallint not null,
  speed_kmh real not null,
  heading smallint not null,
  fixed boolean not null,
  ignition boolean not null,
  alarm bigint not null,
  status bigint not null,
  mileage_metres double precision,
  signal_strength smallint,
  satellites smallint,
  other_items text,
  primary key (vehicle_id, device_at, terminal_id, fingerprint)
) partition by range (device_at);

-- Days have partitions of their own; what comes where none could be made lands here.
create table fleet.position_other_days partition of fleet.position default;

-- Points whose device clock can't be right: kept apart, so that they bend no track.
-- distribution: vehicle_id
create table fleet.stray_position (
  vehicle_id uuid not null,
  device_at timestamptz not null,
  terminal_id uuid not null,
  fingerprint integer not null,
  received_at timestamptz not null,
  reason text not null check (reason in ('clock-ahead', 'too-old')),
  serial integer not null,
  lon double precision not null,
  lat double precision not null,
  speed_kmh real not null,
  primary key (vehicle_id, device_at, terminal_id, fingerprint)
);

-- distribution: local
create table fleet.latest_position (
  vehicle_id uuid primary key,
  device_at timestamptz not null,
  received_at timestamptz not null,
  lon double precision not null,
  lat double precision not null,
  speed_kmh real not null,
  heading smallint not null,
  ignition boolean not null,
  alarm bigint not null
);

-- Frames that could not be used, for engineers; `bytes` in hexadecimal.
-- distribution: local
create table fleet.raw_frame (
  id uuid primary key,
  received_at timestamptz not null,
  phone text,
  reason text not null,
  bytes text not null
);
create index raw_frame_received on fleet.raw_frame (received_at);
