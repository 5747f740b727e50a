-- FHIR resources: typed search columns beside the JSON text, one table for each frequent type, all keyed by patient.
-- GIN indexes take no pending list: each search would have to read it through.
create schema if not exists record;

-- distribution: patient_id
create table record.patient (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index patient_birth on record.patient (lo);
create index patient_org on record.patient (org, lo desc nulls last) where org is not null;
create index patient_updated on record.patient (updated);
create index patient_tokens on record.patient using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.encounter (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index encounter_person on record.encounter (patient_id, code, lo desc nulls last);
create index encounter_code on record.encounter (code, lo desc nulls last);
create index encounter_org on record.encounter (org, lo desc nulls last) where org is not null;
create index encounter_updated on record.encounter (updated);
create index encounter_tokens on record.encounter using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.condition (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index condition_person on record.condition (patient_id, code, lo desc nulls last);
create index condition_code on record.condition (code, lo desc nulls last);
create index condition_org on record.condition (org, lo desc nulls last) where org is not null;
create index condition_updated on record.condition (updated);
create index condition_tokens on record.condition using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.observation (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index observation_person on record.observation (patient_id, code, lo desc nulls last);
create index observation_code on record.observation (code, lo desc nulls last);
create index observation_org on record.observation (org, lo desc nulls last) where org is not null;
create index observation_updated on record.observation (updated);
create index observation_tokens on record.observation using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.diagnostic_report (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index diagnostic_report_person on record.diagnostic_report (patient_id, code, lo desc nulls last);
create index diagnostic_report_code on record.diagnostic_report (code, lo desc nulls last);
create index diagnostic_report_org on record.diagnostic_report (org, lo desc nulls last) where org is not null;
create index diagnostic_report_updated on record.diagnostic_report (updated);
create index diagnostic_report_tokens on record.diagnostic_report using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.medication_request (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index medication_request_person on record.medication_request (patient_id, code, lo desc nulls last);
create index medication_request_code on record.medication_request (code, lo desc nulls last);
create index medication_request_org on record.medication_request (org, lo desc nulls last) where org is not null;
create index medication_request_updated on record.medication_request (updated);
create index medication_request_tokens on record.medication_request using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.procedure (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index procedure_person on record.procedure (patient_id, code, lo desc nulls last);
create index procedure_code on record.procedure (code, lo desc nulls last);
create index procedure_org on record.procedure (org, lo desc nulls last) where org is not null;
create index procedure_updated on record.procedure (updated);
create index procedure_tokens on record.procedure using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.immunization (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index immunization_person on record.immunization (patient_id, code, lo desc nulls last);
create index immunization_code on record.immunization (code, lo desc nulls last);
create index immunization_org on record.immunization (org, lo desc nulls last) where org is not null;
create index immunization_updated on record.immunization (updated);
create index immunization_tokens on record.immunization using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.allergy_intolerance (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index allergy_intolerance_person on record.allergy_intolerance (patient_id, code, lo desc nulls last);
create index allergy_intolerance_code on record.allergy_intolerance (code, lo desc nulls last);
create index allergy_intolerance_org on record.allergy_intolerance (org, lo desc nulls last) where org is not null;
create index allergy_intolerance_updated on record.allergy_intolerance (updated);
create index allergy_intolerance_tokens on record.allergy_intolerance using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.care_plan (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index care_plan_person on record.care_plan (patient_id, code, lo desc nulls last);
create index care_plan_code on record.care_plan (code, lo desc nulls last);
create index care_plan_org on record.care_plan (org, lo desc nulls last) where org is not null;
create index care_plan_updated on record.care_plan (updated);
create index care_plan_tokens on record.care_plan using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.service_request (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index service_request_person on record.service_request (patient_id, code, lo desc nulls last);
create index service_request_code on record.service_request (code, lo desc nulls last);
create index service_request_org on record.service_request (org, lo desc nulls last) where org is not null;
create index service_request_updated on record.service_request (updated);
create index service_request_tokens on record.service_request using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- distribution: patient_id
create table record.document_reference (
  patient_id uuid not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, id)
);
create index document_reference_person on record.document_reference (patient_id, code, lo desc nulls last);
create index document_reference_code on record.document_reference (code, lo desc nulls last);
create index document_reference_org on record.document_reference (org, lo desc nulls last) where org is not null;
create index document_reference_updated on record.document_reference (updated);
create index document_reference_tokens on record.document_reference using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- Rarer types that belong to a patient.
-- distribution: patient_id
create table record.other (
  patient_id uuid not null,
  type text not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  primary key (patient_id, type, id)
);
create index other_person on record.other (patient_id, type, code, lo desc nulls last);
create index other_code on record.other (type, code, lo desc nulls last);
create index other_org on record.other (type, org, lo desc nulls last) where org is not null;
create index other_updated on record.other (type, updated);
create index other_tokens on record.other using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- Types that never belong to a patient: organisations, staff, places, medications, definitions.
-- distribution: reference
create table record.directory (
  type text not null,
  id text not null,
  ver integer not null,
  updated timestamptz not null,
  sensitive boolean not null,
  status text,
  cat_sys integer,
  category text,
  code_sys integer,
  code text,
  lo timestamptz,
  hi timestamptz,
  lo2 timestamptz,
  hi2 timestamptz,
  num double precision,
  unit text,
  encounter text,
  org text,
  performer text,
  tokens text[] not null,
  content text not null,
  latitude double precision,
  longitude double precision,
  primary key (type, id)
);
create index directory_code on record.directory (type, code);
create index directory_org on record.directory (type, org) where org is not null;
create index directory_updated on record.directory (type, updated);
create index directory_tokens on record.directory using gin (tokens) with (fastupdate = off) where cardinality(tokens) > 0;

-- Replaced and deleted versions only; the newest version stands in the type's table.
-- distribution: patient_id
create table record.history (
  patient_id uuid not null,
  type text not null,
  id text not null,
  ver integer not null,
  at timestamptz not null,
  op text not null check (op in ('write', 'delete')),
  sensitive boolean not null,
  content text not null,
  primary key (patient_id, type, id, ver)
);

-- Where a resource lies: GET /Type/id knows no patient. A deleted resource keeps its row with the version of its tombstone.
-- distribution: id
create table record.resource_id (
  id text not null,
  type text not null,
  patient_id uuid not null,
  deleted_ver integer,
  primary key (id, type)
);

-- Identifiers and phones by value (keyed hashes for persons' numbers).
-- distribution: value
create table record.identifier (
  value text not null,
  sys text not null,
  type text not null,
  id text not null,
  patient_id uuid not null,
  primary key (value, sys, type, id)
);
create index identifier_resource on record.identifier (type, id);

-- Taken by a conditional create before it looks, so that two at once never both write.
-- distribution: value
create table record.creation_claim (
  value text not null,
  sys text not null,
  type text not null,
  claimed_at timestamptz not null,
  primary key (value, sys, type)
);

-- References that have no column.
-- distribution: patient_id
create table record.reference (
  patient_id uuid not null,
  src_type text not null,
  src_id text not null,
  parameter text not null,
  dst_type text not null,
  dst_id text not null,
  primary key (patient_id, src_type, src_id, parameter, dst_type, dst_id)
);
create index reference_target on record.reference (dst_type, dst_id, parameter);

-- Parts of names and addresses for string searches.
-- distribution: patient_id
create table record.name_part (
  patient_id uuid not null,
  type text not null,
  id text not null,
  parameter text not null,
  value text not null,
  primary key (patient_id, type, id, parameter, value)
);
create index name_part_value on record.name_part (type, parameter, value text_pattern_ops);

-- Components of observations: systolic and diastolic of one blood pressure.
-- distribution: patient_id
create table record.component (
  patient_id uuid not null,
  id text not null,
  position integer not null,
  code_sys integer,
  code text,
  num double precision,
  unit text,
  primary key (patient_id, id, position)
);
create index component_code on record.component (code, patient_id);
