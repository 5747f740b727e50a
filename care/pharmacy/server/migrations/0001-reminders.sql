-- How long medicines last, how well they are taken, and who was reminded. The first two are reckoned anew from the record.

-- distribution: patient_id
create table pharmacy.medicine_supply (
  patient_id uuid not null,
  -- key of the medicine list, else the name as written
  medicine text not null,
  name text not null,
  -- known, stopped, not-dispensed, unknown
  state text not null,
  -- the first day for which nothing is left
  runs_out_on date,
  dispensed_on date,
  -- of hypertension and diabetes: reminders are sent
  reminded boolean not null,
  village_id uuid,
  updated_at timestamptz not null,
  primary key (patient_id, medicine));
create index medicine_supply_ends on pharmacy.medicine_supply (runs_out_on, village_id) where reminded and state = 'known';

-- Days covered of the last 365 days, by class of medicines.
-- distribution: patient_id
create table pharmacy.adherence (
  patient_id uuid not null,
  therapy text not null,
  from_on date not null,
  to_on date not null,
  covered_days integer not null,
  window_days integer not null,
  fills integer not null,
  -- enough was dispensed for long enough
  measured boolean not null,
  village_id uuid,
  updated_at timestamptz not null,
  primary key (patient_id, therapy));
create index adherence_low on pharmacy.adherence (village_id) where measured and covered_days * 5 < window_days * 4;

-- distribution: patient_id
create table pharmacy.reminder (
  patient_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  days_before integer not null,
  -- sealed: names and days of the medicines
  medicines text not null,
  -- false where the person has stopped every channel
  sent boolean not null,
  -- taken back because of a refill
  withdrawn_at timestamptz,
  primary key (patient_id, id));

-- What is not told again.
-- distribution: patient_id
create table pharmacy.reminded (
  patient_id uuid not null,
  medicine text not null,
  dispensed_on date not null,
  days_before integer not null,
  reminder_id uuid not null,
  primary key (patient_id, medicine, dispensed_on, days_before));

-- The walk of a day through everybody with medicines: a page of people is one step, saved with where the next one begins.
-- distribution: local
create table pharmacy.walk (
  on_day date primary key,
  begun_at timestamptz not null,
  after_id uuid,
  people integer not null,
  reminders integer not null,
  finished_at timestamptz);
