-- Accounts of staff, residents and devices, their sessions, and failed sign-ins.

-- distribution: local
create table auth.account (
  id uuid primary key,
  login text not null unique,
  display_name text not null,
  kind text not null,
  password_hash text not null,
  disabled boolean not null,
  -- sealed by the field cipher; set once the holder has shown a code
  second_factor text,
  second_factor_offer text,
  -- the last 30-second step whose code was used, so that no code works twice
  second_factor_step bigint,
  person_id uuid,
  home_unit_id uuid not null,
  locale text not null,
  demo boolean not null,
  version int not null,
  created_at timestamptz not null,
  last_sign_in_at timestamptz);
create index account_display_name on auth.account (display_name, id);

-- distribution: local
create table auth.session (
  id uuid primary key,
  -- SM3 of the opaque token; the token itself is never stored
  token_hash bytea not null unique,
  account_id uuid not null,
  portal text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  idle_seconds int not null,
  ends_at timestamptz not null,
  stepped_up_until timestamptz);
create index session_account on auth.session (account_id);
create index session_ends on auth.session (ends_at);

-- Failures by account name and by account name + network address, both hashed with the key.
-- distribution: local
create table auth.sign_in_failure (
  subject text primary key,
  -- where an account of that name exists
  account_id uuid,
  failures int not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz);
create index sign_in_failure_account on auth.sign_in_failure (account_id);
