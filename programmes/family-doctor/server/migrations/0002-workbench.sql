-- The family doctor's day: questions and answers, hours, bookings and home visits, hand-over notes.

-- One conversation a person: with the team that answers for them at the moment.
-- distribution: patient_id
create table family_doctor.thread (
  patient_id uuid not null,
  last_at timestamptz not null,
  last_from text not null,
  last_sealed text not null,
  unread_doctor integer not null,
  unread_resident integer not null,
  primary key (patient_id)
);

-- distribution: patient_id
create table family_doctor.message (
  patient_id uuid not null,
  message_id uuid not null,
  written_at timestamptz not null,
  from_side text not null check (from_side in ('resident', 'doctor')),
  account_id uuid not null,
  author_name text not null,
  text_sealed text not null,
  read_at timestamptz,
  primary key (patient_id, message_id)
);

-- distribution: local
create table family_doctor.clinic_hours (
  team_id uuid not null,
  staff_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  from_minute smallint not null,
  to_minute smallint not null,
  slot_minutes smallint not null,
  place text not null,
  primary key (team_id, staff_id, weekday, from_minute)
);

-- distribution: patient_id
create table family_doctor.booking (
  patient_id uuid not null,
  booking_id uuid not null,
  team_id uuid not null,
  doctor_id uuid not null,
  kind text not null check (kind in ('clinic', 'home')),
  booked_on date not null,
  minute smallint,
  reason_sealed text not null,
  state text not null check (state in ('asked', 'agreed', 'done', 'cancelled')),
  place text,
  cancel_reason text,
  asked_at timestamptz not null,
  asked_by uuid not null,
  primary key (patient_id, booking_id)
);
create index booking_of_team on family_doctor.booking (team_id, booked_on);

-- A slot is a key: who inserts first has it.
-- distribution: local
create table family_doctor.slot (
  doctor_id uuid not null,
  slot_on date not null,
  minute smallint not null,
  booking_id uuid not null,
  primary key (doctor_id, slot_on, minute)
);

-- distribution: local
create table family_doctor.hand_over (
  id uuid primary key,
  team_id uuid not null,
  left_at timestamptz not null,
  account_id uuid not null,
  by_name text not null,
  text_sealed text not null,
  for_on date not null,
  taken_by text,
  taken_at timestamptz
);
create index hand_over_of_team on family_doctor.hand_over (team_id, left_at desc);
