-- What the evaluation counts of attendances, and what residents think of visits.

-- How complete an attendance is and what was abnormal in it; what it says stands in the record.
-- distribution: patient_id
create table roving.attendance (
  patient_id uuid not null,
  attendance_id uuid not null,
  visit_id uuid,
  started_at timestamptz not null,
  has_reason boolean not null,
  has_pressure boolean not null,
  has_note boolean not null,
  is_signed boolean not null,
  abnormal boolean not null,
  primary key (patient_id, attendance_id)
);
create index attendance_by_visit on roving.attendance (visit_id);
create index attendance_by_time on roving.attendance (started_at);

-- distribution: patient_id
create table roving.referral (
  patient_id uuid not null,
  referral_id uuid not null,
  made_at timestamptz not null,
  primary key (patient_id, referral_id)
);

-- One for each person and visit; a second one replaces the first. `said_sealed`: what was written with it.
-- distribution: patient_id
create table roving.visit_rating (
  patient_id uuid not null,
  visit_id uuid not null,
  stars integer not null check (stars between 1 and 5),
  said_sealed text,
  rated_at timestamptz not null,
  primary key (patient_id, visit_id)
);
create index visit_rating_by_visit on roving.visit_rating (visit_id);
