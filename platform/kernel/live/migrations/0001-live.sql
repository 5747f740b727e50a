-- Recent live messages, in the order in which browsers receive them; kept for an hour so that a break can be resumed.

-- distribution: local
create table live.message (
  seq bigint generated always as identity primary key,
  topic text not null,
  at timestamptz not null,
  data jsonb not null);
create index message_at on live.message (at);
