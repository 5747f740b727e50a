-- Annual reports: one for each reader of a person and year. What it rests on stays in the record; the file lies in the store of files.
-- distribution: patient_id
create table portrait.report (
  patient_id uuid not null,
  year integer not null,
  kind text not null check (kind in ('resident', 'doctor')),
  -- hash of what the report says: made again from the same record, nothing is written
  data_version text not null,
  -- the model as JSON, sealed
  content text not null,
  -- what the doctor kept, by whom and when, as JSON, sealed
  signature text,
  signed_at timestamptz,
  signed_by uuid,
  -- digest of the PDF
  file text not null,
  village_id uuid,
  -- for sums over villages: 0 to 100 with one decimal; control as the programmes said it
  score double precision,
  band text check (band in ('low', 'moderate', 'high')),
  hypertension_controlled boolean,
  diabetes_controlled boolean,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  primary key (patient_id, year, kind)
);
create index report_village on portrait.report (village_id, year, patient_id) where kind = 'doctor';

-- Reports for a whole village: one run a village and year; a few people are one step, saved with where the next one begins.
-- distribution: local
create table portrait.report_run (
  village_id uuid not null,
  year integer not null,
  run_id uuid not null,
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  total integer not null,
  done integer not null,
  made integer not null,
  unchanged integer not null,
  -- ids and codes of those whose report could not be made, as JSON
  failures text not null,
  after_id uuid,
  finished_at timestamptz,
  primary key (village_id, year)
);
