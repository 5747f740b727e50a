-- Low-dose CT screening: who is asked, booked, scanned and read in a year, and what is followed until it is closed.

-- One row for each person and year. The slot is a minute of the village's stop: where the stop moves, it moves along.
-- `told_on`: the day of the stop that the person was told last.
-- distribution: patient_id
create table roving.ct_screening (
  patient_id uuid not null,
  id uuid not null,
  county_id uuid not null,
  village_id uuid not null,
  year integer not null,
  eligibility text not null check (eligibility in ('eligible', 'not-eligible', 'unknown')),
  reason text not null,
  missing text[] not null,
  rule text not null,
  evaluated_at timestamptz,
  invited_at timestamptz,
  invited_by text check (invited_by in ('rule', 'doctor')),
  invited_name text,
  invite_reason text,
  answer text check (answer in ('accepted', 'declined', 'call')),
  answered_at timestamptz,
  answered_as text check (answered_as in ('self', 'proxy', 'desk')),
  waiting_since timestamptz,
  slot_minute integer,
  told_on date,
  reminded_on date,
  arrived_at timestamptz,
  accession text,
  scan text check (scan in ('done', 'not-done')),
  scan_at timestamptz,
  scan_reason text,
  read_at timestamptz,
  positive boolean,
  simulated boolean not null,
  primary key (patient_id, id),
  unique (patient_id, year)
);
create index ct_screening_of_village on roving.ct_screening (village_id, year);
create index ct_screening_of_county on roving.ct_screening (county_id, year);

-- One person a slot: who inserts first has it.
-- distribution: local
create table roving.ct_slot (
  village_id uuid not null,
  year integer not null,
  minute integer not null,
  person_id uuid not null,
  primary key (village_id, year, minute)
);

-- Numbers of the scans of a day.
-- distribution: local
create table roving.ct_accession (
  day date primary key,
  last integer not null
);

-- Which text somebody agreed to, who, and when it was taken back.
-- distribution: patient_id
create table roving.ct_consent (
  patient_id uuid not null,
  id uuid not null,
  screening_id uuid not null,
  text_version text not null,
  text_hash text not null,
  signed_name_sealed text not null,
  given_as text not null check (given_as in ('self', 'proxy', 'desk')),
  given_by uuid not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (patient_id, id)
);
create index ct_consent_of_screening on roving.ct_consent (patient_id, screening_id);

-- The signed report as it was entered; the record holds it as FHIR.
-- distribution: patient_id
create table roving.ct_report (
  patient_id uuid not null,
  id uuid not null,
  screening_id uuid not null,
  content text not null,
  signed_by uuid not null,
  signed_name text not null,
  signed_at timestamptz not null,
  primary key (patient_id, id),
  unique (patient_id, screening_id)
);

-- Each finding that needs it, until it is closed. The last three days say for which due day somebody was told.
-- distribution: patient_id
create table roving.ct_case (
  patient_id uuid not null,
  id uuid not null,
  screening_id uuid not null,
  county_id uuid not null,
  village_id uuid not null,
  year integer not null,
  finding text not null,
  opened_on date not null,
  due_on date not null,
  team_id uuid,
  doctor_name text not null,
  closed_at timestamptz,
  closed_as text,
  reminded_due date,
  alarmed_due date,
  escalated_due date,
  simulated boolean not null,
  primary key (patient_id, id)
);
create index ct_case_of_village on roving.ct_case (village_id, due_on);

-- distribution: patient_id
create table roving.ct_case_result (
  patient_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  outcome text not null,
  on_day date not null,
  note text not null,
  next_due_on date,
  entered_by uuid not null,
  by_name text not null,
  entered_at timestamptz not null,
  primary key (patient_id, id)
);
create index ct_case_result_of_case on roving.ct_case_result (patient_id, case_id);

-- How far the rule has gone over a village, in sums.
-- distribution: local
create table roving.ct_run (
  village_id uuid not null,
  year integer not null,
  county_id uuid not null,
  total integer not null,
  done integer not null,
  outside_age integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (village_id, year)
);
