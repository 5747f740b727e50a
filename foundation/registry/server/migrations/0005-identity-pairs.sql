-- Pairs of rows that may be one human being, with what agrees, and what was decided. The smaller id comes first.
-- distribution: local
create table registry.identity_pair (
  one_id uuid not null,
  other_id uuid not null,
  bits double precision not null,
  comparison jsonb not null,
  state text not null check (state in ('open', 'joined', 'apart')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_name text,
  reason text,
  primary key (one_id, other_id)
);

create index identity_pair_by_state on registry.identity_pair (state, bits desc, one_id, other_id);

-- The last search through everybody.
-- distribution: local
create table registry.identity_search (
  scope text primary key,
  started_at timestamptz not null,
  started_by text not null,
  done integer not null,
  total integer not null,
  after_id uuid,
  finished_at timestamptz
);
