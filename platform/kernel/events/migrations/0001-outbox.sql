-- Events announced by committed transactions and not yet handed to their listeners.

-- distribution: local
create table events.outbox (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  at timestamptz not null);
