-- Who belongs where, who may do what, and which people are in whose care.

-- distribution: reference
create table access.org_unit (
  id uuid primary key,
  parent_id uuid,
  -- ids from the root down to the unit itself
  path uuid[] not null,
  kind text not null,
  code text,
  name text not null,
  valid_from date not null,
  valid_to date);
create index org_unit_path on access.org_unit using gin (path);
create index org_unit_code on access.org_unit (code);

-- distribution: local
create table access.role_assignment (
  account_id uuid not null,
  role text not null,
  org_unit_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (account_id, role, org_unit_id, valid_from));

-- distribution: patient_id
create table access.care_relation (
  patient_id uuid not null,
  -- an organisation unit, a team, an account or another person
  party uuid not null,
  kind text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  source text not null,
  primary key (patient_id, party, kind, valid_from));
create index care_relation_party on access.care_relation (party, patient_id);

-- distribution: patient_id
create table access.consent_grant (
  patient_id uuid not null,
  id uuid not null,
  grantee uuid not null,
  purpose text not null,
  scope text not null,
  granted boolean not null,
  wording_version text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (patient_id, id));

-- distribution: patient_id
create table access.break_glass (
  patient_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  reason text not null,
  explanation text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  finding text,
  primary key (patient_id, id));
create index break_glass_open on access.break_glass (valid_from) where reviewed_at is null;
create index break_glass_account on access.break_glass (account_id, valid_from);
