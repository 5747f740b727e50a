-- Registers of chronic diseases with the colour of each, and every change of a colour with its rule and inputs.
create schema if not exists chronic_care;

-- distribution: patient_id
create table chronic_care.registration (
  patient_id uuid not null,
  disease text not null check (disease in ('hypertension', 'diabetes', 'copd', 'stroke', 'ckd')),
  village_id uuid,
  status text not null check (status in ('suspected', 'diagnosed', 'enrolled', 'declined', 'ended')),
  evidence text not null,
  found_on date not null,
  enrolled_on date,
  status_by_name text,
  status_reason text,
  colour text check (colour in ('red', 'yellow', 'green')),
  rule text,
  policy_version text,
  inputs text,
  derived_at timestamptz,
  changed_at timestamptz,
  uncontrolled boolean,
  last_contact_on date,
  next_due_on date,
  override_colour text check (override_colour in ('red', 'yellow', 'green')),
  override_reason text,
  override_by_name text,
  override_at timestamptz,
  override_until_on date,
  version integer not null,
  primary key (patient_id, disease)
);
create index registration_of_village on chronic_care.registration (village_id, disease);

-- Only ever added to: what the colour was, by which rule from which inputs, or by whom and why.
-- distribution: patient_id
create table chronic_care.colour_change (
  patient_id uuid not null,
  change_id uuid not null,
  disease text not null,
  changed_at timestamptz not null,
  kind text not null check (kind in ('rule', 'override', 'override-ended', 'status')),
  before text,
  colour text,
  rule text,
  policy_version text,
  inputs text not null,
  by_name text,
  reason text,
  primary key (patient_id, change_id)
);
create index colour_change_at on chronic_care.colour_change (patient_id, changed_at desc);
