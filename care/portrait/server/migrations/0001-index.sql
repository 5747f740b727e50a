-- The newest health index of each person, for standings among equals and lists of who has none; what it rested on stays in the record.
-- distribution: patient_id
create table portrait.index (
  patient_id uuid primary key,
  state text not null check (state in ('known', 'too-few', 'not-applicable')),
  -- 0 to 100, not rounded
  score double precision,
  known smallint not null,
  band text check (band in ('low', 'moderate', 'high')),
  -- of the instrument
  version text not null,
  sex text not null,
  -- first year of the group of five years
  age_from smallint,
  village_id uuid,
  township_id uuid,
  -- newest entry in the record
  recorded_at timestamptz,
  -- points of each part that is known, for sums over groups
  points text not null,
  assessed_at timestamptz not null
);
create index index_group on portrait.index (township_id, sex, age_from, score) where state = 'known';
create index index_village on portrait.index (village_id, patient_id);

-- A walk through everybody: one at a time; a page of people is one step, saved with where the next one begins.
-- distribution: local
create table portrait.run (
  run_id uuid primary key,
  started_at timestamptz not null,
  started_by uuid not null,
  started_by_name text not null,
  total integer not null,
  done integer not null,
  after_id uuid,
  finished_at timestamptz
);
