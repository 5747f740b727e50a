-- The newest result of each model for each person. A changed instrument or value makes a new row in its place; what it rested on stays in the record.
-- distribution: patient_id
create table risk.result (
  patient_id uuid not null,
  model text not null,
  version text not null,
  state text not null check (state in ('complete', 'incomplete', 'not-applicable')),
  level text check (level in ('low', 'medium', 'high')),
  score double precision,
  unit text,
  village_id uuid,
  -- the whole InstrumentResult, and for each input its value, origin and Observations
  content text not null,
  assessed_at timestamptz not null,
  primary key (patient_id, model)
);
create index result_recall on risk.result (model, village_id, level) where level in ('medium', 'high');

-- A walk through everybody: one at a time; a page of people is one step, saved with where the next one begins.
-- distribution: local
create table risk.run (
  run_id uuid primary key,
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  total integer not null,
  done integer not null,
  after_id uuid,
  finished_at timestamptz
);
