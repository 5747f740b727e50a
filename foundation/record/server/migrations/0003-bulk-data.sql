-- Bulk exports and imports: jobs, their files, refused lines, and the persons whom an export has shown or an import brought in.

-- distribution: local
create table record.bulk_job (
  id uuid primary key,
  account_id uuid not null,
  kind text not null check (kind in ('export', 'import')),
  state text not null check (state in ('running', 'finished', 'failed')),
  -- kind and parameters as one hash: the same order given twice is one job while it runs
  fingerprint text not null,
  request text not null,
  parameters jsonb not null,
  -- where the next step begins
  place jsonb not null,
  step integer not null,
  counts jsonb not null,
  percent integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  problem text);
create unique index bulk_job_running on record.bulk_job (account_id, fingerprint) where state = 'running';

-- distribution: local
create table record.bulk_file (
  job_id uuid not null,
  position integer not null,
  -- name in the spool
  name text not null,
  kind text not null check (kind in ('output', 'deleted', 'error')),
  type text not null,
  resources integer not null,
  bytes bigint not null,
  primary key (job_id, position));

-- distribution: local
create table record.bulk_refusal (
  job_id uuid not null,
  line bigint not null,
  outcome text not null,
  primary key (job_id, line));

-- distribution: patient_id
create table record.bulk_person (
  patient_id uuid not null,
  job_id uuid not null,
  primary key (patient_id, job_id));

create index history_deleted on record.history (at) where op = 'delete';
