-- Jobs that wait, run or have died, and the clock's schedules.

-- distribution: local
create table jobs.job (
  id uuid primary key,
  kind text not null,
  payload jsonb not null,
  singleton_key text,
  state text not null,
  run_at timestamptz not null,
  attempt int not null,
  max_attempts int not null,
  locked_until timestamptz,
  last_error text,
  created_at timestamptz not null);
create index job_due on jobs.job (run_at) where state = 'waiting';
create index job_running on jobs.job (locked_until) where state = 'running';
create unique index job_singleton on jobs.job (kind, singleton_key) where singleton_key is not null and state <> 'dead';

-- distribution: local
create table jobs.schedule (
  kind text primary key,
  every_seconds int not null,
  next_run_at timestamptz not null);
