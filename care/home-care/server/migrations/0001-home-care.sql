-- Self-care assessments, the list of disabled elders with the services they were given, the catalogue, nurses' qualifications.
create schema if not exists home_care;

-- distribution: patient_id
create table home_care.assessment (
  patient_id uuid not null,
  assessment_id uuid not null,
  instrument text not null,
  version text not null,
  score integer not null,
  grade text not null,
  assessed_at timestamptz not null,
  assessed_by uuid not null,
  organisation_id uuid not null,
  simulated boolean not null,
  primary key (patient_id, assessment_id)
);

-- One row a person, from the day when somebody was graded disabled; ended where the newest assessment says otherwise.
-- distribution: patient_id
create table home_care.elder (
  patient_id uuid not null,
  village_id uuid not null,
  instrument text not null,
  score integer not null,
  grade text not null,
  assessed_on date not null,
  listed_on date not null,
  ended_on date,
  simulated boolean not null,
  primary key (patient_id)
);
create index elder_of_village on home_care.elder (village_id);

-- What an order of the five services gave to somebody, with the newest day on which it did.
-- distribution: patient_id
create table home_care.service_given (
  patient_id uuid not null,
  order_id uuid not null,
  service text not null,
  given_on date not null,
  primary key (patient_id, order_id)
);

-- A changed item is a new row from its day on; the row of an institution stands before the county's.
-- distribution: reference
create table home_care.service_item (
  unit_id uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  content text not null,
  simulated boolean not null,
  primary key (unit_id, code, valid_from)
);

-- By account.
-- distribution: reference
create table home_care.qualification (
  nurse_id uuid not null,
  licence text not null,
  practising_since date not null,
  trainings text[] not null,
  valid_until date not null,
  suspended boolean not null,
  simulated boolean not null,
  version integer not null,
  primary key (nurse_id)
);

-- What home care needs of an order beside the order itself: where, when, what; kept in step in the order's own transactions.
-- distribution: patient_id
create table home_care.visit (
  patient_id uuid not null,
  order_id uuid not null,
  kind text not null,
  state text not null,
  organisation_id uuid not null,
  nurse_id uuid,
  nurse_name text,
  village_id uuid,
  lon double precision,
  lat double precision,
  place_exact boolean not null,
  wanted_at timestamptz not null,
  item_code text,
  item_name text not null,
  minutes integer not null,
  placed_at timestamptz not null,
  moved_at timestamptz not null,
  arrived_at timestamptz,
  arrived_metres integer,
  arrived_reason text,
  finished_at timestamptz,
  final boolean not null,
  simulated boolean not null,
  primary key (patient_id, order_id)
);
create index visit_of_organisation on home_care.visit (organisation_id, wanted_at) where not final;

-- distribution: patient_id
create table home_care.alarm (
  patient_id uuid not null,
  alarm_id uuid not null,
  order_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('safety', 'overdue')),
  raised_by_name text not null,
  raised_at timestamptz not null,
  lon double precision,
  lat double precision,
  acknowledged_by_name text,
  acknowledged_at timestamptz,
  primary key (patient_id, alarm_id)
);
create index alarm_open on home_care.alarm (organisation_id) where acknowledged_at is null;

-- distribution: patient_id
create table home_care.complaint (
  patient_id uuid not null,
  complaint_id uuid not null,
  order_id uuid not null,
  organisation_id uuid not null,
  said_sealed text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  answer_sealed text,
  answered_by_name text,
  answered_at timestamptz,
  primary key (patient_id, complaint_id)
);
create index complaint_open on home_care.complaint (organisation_id) where answered_at is null;

-- What the province's home nursing platform is told of finished visits; empty where none is connected.
-- distribution: patient_id
create table home_care.platform_report (
  patient_id uuid not null,
  order_id uuid not null,
  state text not null check (state in ('queued', 'accepted', 'refused')),
  content text not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  said text,
  decided_at timestamptz,
  primary key (patient_id, order_id)
);
create index platform_report_due on home_care.platform_report (next_at) where state = 'queued';
