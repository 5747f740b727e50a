-- Audit rows, the hash chain over them, and the index that answers "who looked at this person".

-- distribution: local
create table audit.event (
  id uuid primary key,
  at timestamptz not null,
  account_id uuid not null,
  action text not null,
  outcome text not null,
  -- canonical JSON: what the chain protects; the columns above repeat parts of it for searching
  body text not null);
create index event_at on audit.event (at desc, id desc);
create index event_account on audit.event (account_id, at desc, id desc);

-- distribution: patient_id
create table audit.person_event (
  patient_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  primary key (patient_id, at, event_id));

-- Committed rows that the chainer has not linked yet.
-- distribution: local
create table audit.pending (
  event_id uuid primary key);

-- distribution: local
create table audit.link (
  -- node and day, e.g. main/2026-11-22
  chain text not null,
  seq bigint not null,
  event_id uuid not null unique,
  hash bytea not null,
  primary key (chain, seq));

-- distribution: local
create table audit.chain_head (
  chain text primary key,
  seq bigint not null,
  hash bytea not null);
