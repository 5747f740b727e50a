-- Doors from outside (messengers and the county app), who is linked there, and what is remembered between the steps of a sign-in.

-- distribution: local
create table identity_link.provider (
  name text primary key,
  enabled boolean not null,
  settings jsonb not null,
  sealed_secret text,
  simulated boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid);

-- What the provider refused or did not answer; the oldest are dropped.
-- distribution: local
create table identity_link.trouble (
  id uuid primary key,
  provider text not null,
  at timestamptz not null,
  during text not null,
  code text not null);
create index trouble_provider on identity_link.trouble (provider, at);

-- A way to the provider that was begun: once, ten minutes, by this browser (and this session where it links).
-- distribution: local
create table identity_link.attempt (
  state_hash text primary key,
  provider text not null,
  entry text not null,
  browser_hash text not null,
  account_id uuid,
  session_hash text,
  portal text not null,
  sealed_checks text not null,
  expires_at timestamptz not null);

-- An identity that nobody has linked yet: its holder may, after signing in once.
-- distribution: local
create table identity_link.pending (
  token_hash text primary key,
  provider text not null,
  subject_hash text not null,
  sealed_subject text not null,
  entry text not null,
  expires_at timestamptz not null);

-- distribution: local
create table identity_link.link (
  id uuid primary key,
  provider text not null,
  subject_hash text not null,
  sealed_subject text not null,
  account_id uuid not null,
  linked_at timestamptz not null,
  last_used_at timestamptz,
  broken_at timestamptz,
  unique (provider, subject_hash),
  unique (provider, account_id));
create index link_account on identity_link.link (account_id);
