-- Devices of a county, whose they are when, which of their messages were taken, and what waits for somebody.
create schema if not exists intake;

-- A device belongs to an institution and holds nothing of a person.
-- distribution: local
create table intake.device (
  device_id uuid not null,
  serial text not null,
  kind text not null,
  model text not null,
  unit_id uuid not null,
  shared boolean not null,
  state text not null check (state in ('in-use', 'in-repair', 'retired')),
  sender_account text,
  simulated boolean not null,
  last_heard_at timestamptz,
  version integer not null,
  primary key (device_id)
);
create unique index device_serial on intake.device (serial);
create index device_of_unit on intake.device (unit_id);

-- A device with somebody for a time: lent to them, or their own.
-- distribution: patient_id
create table intake.binding (
  patient_id uuid not null,
  binding_id uuid not null,
  device_id uuid not null,
  unit_id uuid not null,
  basis text not null check (basis in ('lent', 'own')),
  from_at timestamptz not null,
  to_at timestamptz,
  last_taken_at timestamptz,
  simulated boolean not null,
  primary key (patient_id, binding_id)
);
create index binding_open on intake.binding (unit_id) where to_at is null;

-- The way from a device to the person who has it; kept in step with binding.
-- distribution: device_id
create table intake.device_person (
  device_id uuid not null,
  binding_id uuid not null,
  patient_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (device_id, binding_id)
);

-- Which readings of a device were taken: one that comes again counts once.
-- distribution: device_id
create table intake.claim (
  device_id uuid not null,
  measurement_id uuid not null,
  received_at timestamptz not null,
  primary key (device_id, measurement_id)
);

-- What came from a device and stands in no record yet; a person only once somebody has said whose it is.
-- distribution: local
create table intake.held (
  measurement_id uuid not null,
  device_id uuid,
  serial text not null,
  unit_id uuid not null,
  reason text not null,
  content text not null,
  device_time text,
  clock text not null,
  taken_at timestamptz not null,
  received_at timestamptz not null,
  sender text not null,
  simulated boolean not null,
  state text not null default 'open' check (state in ('open', 'assigned', 'discarded')),
  decided_at timestamptz,
  decided_by text,
  discard_reason text,
  person_id uuid,
  observations text[] not null default '{}',
  version integer not null default 1,
  primary key (measurement_id)
);
create index held_open on intake.held (unit_id, taken_at desc) where state = 'open';
create index held_decided on intake.held (unit_id, decided_at desc) where state <> 'open';
