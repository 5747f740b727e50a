-- Switches, settings and policy values, dated, at a node of the organisation tree; the nearest node wins.

-- distribution: reference
create table settings.setting (
  key text not null,
  org_unit_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  value jsonb not null,
  primary key (key, org_unit_id, valid_from));

-- What this database is: fingerprint of its key, demo or real, version of the seed.
-- distribution: local
create table settings.instance (
  name text primary key,
  value text not null);
