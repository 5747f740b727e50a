-- Fit to go: equipment with certificates, stock, maintenance, crews, proofs of the day, departures and their alarms.

-- distribution: reference
create table fleet.equipment (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  kind text not null,
  name text not null,
  serial_number text not null,
  in_order boolean not null,
  version integer not null
);

create index equipment_of_vehicle on fleet.equipment (vehicle_id);

-- Calibration of a piece of equipment, or a document of the vehicle; a renewal is a new row.
-- distribution: reference
create table fleet.certificate (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  kind text not null,
  equipment_id uuid references fleet.equipment (id),
  number text not null,
  issuer text not null,
  valid_until_on date not null,
  added_at timestamptz not null,
  added_by uuid not null,
  simulated boolean not null,
  check ((kind = 'calibration') = (equipment_id is not null))
);

create index certificate_of_vehicle on fleet.certificate (vehicle_id);

-- What lies on board. Rows stay when nothing is left: a batch is recalled by its number.
-- distribution: local
create table fleet.stock_item (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  item_code text not null,
  name text not null,
  batch text not null,
  expires_on date not null,
  quantity numeric not null,
  unit text not null,
  version integer not null
);

create index stock_of_vehicle on fleet.stock_item (vehicle_id);

-- The last day is inclusive.
-- distribution: local
create table fleet.maintenance (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  kind text not null,
  from_on date not null,
  to_on date not null,
  note text not null,
  state text not null check (state in ('planned', 'done', 'cancelled')),
  version integer not null,
  check (from_on <= to_on)
);

create index maintenance_of_vehicle on fleet.maintenance (vehicle_id, to_on);

-- Told once for each thing and due day.
-- distribution: local
create table fleet.due_reminder (
  subject_id uuid not null,
  due_on date not null,
  stage text not null,
  told_at timestamptz not null,
  primary key (subject_id, due_on, stage)
);

-- Who rides: without a last day the standing crew, with one a stand-in.
-- distribution: local
create table fleet.crew_entry (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  role text not null,
  name text not null,
  staff_id uuid,
  licence_class text,
  licence_valid_until_on date,
  from_on date not null,
  to_on date,
  added_at timestamptz not null,
  added_by uuid not null
);

create index crew_of_vehicle on fleet.crew_entry (vehicle_id);

-- distribution: local
create table fleet.readiness_proof (
  id uuid primary key,
  vehicle_id uuid not null references fleet.vehicle (id),
  item text not null,
  proven_on date not null,
  proven_at timestamptz not null,
  passed boolean not null,
  how text not null check (how in ('automatic', 'manual')),
  tested_by uuid not null,
  tester_name text not null,
  note text
);

create index proof_of_vehicle on fleet.readiness_proof (vehicle_id, proven_on);

-- One a vehicle and day, whoever presses. `missing` is kept as it was judged.
-- distribution: local
create table fleet.departure (
  vehicle_id uuid not null references fleet.vehicle (id),
  departure_on date not null,
  id uuid not null,
  cleared_at timestamptz not null,
  cleared_by uuid not null,
  cleared_by_name text not null,
  override_reason text,
  second_person text,
  missing jsonb not null,
  primary key (vehicle_id, departure_on)
);

-- Moved off without clearance.
-- distribution: local
create table fleet.departure_alarm (
  vehicle_id uuid not null references fleet.vehicle (id),
  alarm_on date not null,
  raised_at timestamptz not null,
  primary key (vehicle_id, alarm_on)
);
