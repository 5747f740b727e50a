-- Road networks that were loaded; the newest that is ready is the one in use.

-- `version` is the SHA-256 of the source file, which lies among the stored files. `metres`, `junctions`, `roads` and
-- `turn_bans` are known when it is ready; `fault` names the message that says why it failed.
-- distribution: reference
create table geo.road_network (
  version text primary key,
  label text not null,
  source text not null,
  licence text not null,
  synthetic boolean not null,
  bytes bigint not null,
  state text not null check (state in ('waiting', 'ready', 'failed')),
  fault text,
  junctions integer,
  roads integer,
  metres bigint,
  turn_bans integer,
  loaded_at timestamptz not null,
  ready_at timestamptz
);
