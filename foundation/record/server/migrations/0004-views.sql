-- Views (SQL on FHIR v2): their definitions and runs; the flat tables stand in a schema of their own, made by the runs.

create schema if not exists record_view;

-- distribution: local
create table record.view_definition (
  name text primary key,
  version integer not null,
  -- where it belongs: accounts of the units above may change it
  unit_id uuid not null,
  -- who saved it last; daily runs show what this account may see
  account_id uuid not null,
  definition text not null,
  daily boolean not null,
  saved_at timestamptz not null,
  next_run_at timestamptz,
  run_id uuid,
  run_account_id uuid,
  run_state text check (run_state in ('running', 'finished', 'failed')),
  run_percent integer not null,
  run_started_at timestamptz,
  run_problem text,
  -- the table as it stands: who filled it, from which definition, with what
  table_account_id uuid,
  table_columns jsonb,
  table_rows bigint,
  table_seconds double precision,
  table_filled_at timestamptz);
