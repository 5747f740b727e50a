-- Codings beyond the first one stand apart from other tokens: most rows have none, so that a person's rows with a code are
-- found by one index in the order of time.
alter table record.patient add column codes text[] not null default '{}';
create index patient_codes on record.patient using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index patient_person_codes on record.patient (patient_id) where cardinality(codes) > 0;
alter table record.encounter add column codes text[] not null default '{}';
update record.encounter set codes = array(select e from unnest(tokens) e where e like 'type:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'type:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'type:%');
create index encounter_codes on record.encounter using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index encounter_person_codes on record.encounter (patient_id) where cardinality(codes) > 0;
alter table record.condition add column codes text[] not null default '{}';
update record.condition set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index condition_codes on record.condition using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index condition_person_codes on record.condition (patient_id) where cardinality(codes) > 0;
alter table record.observation add column codes text[] not null default '{}';
update record.observation set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index observation_codes on record.observation using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index observation_person_codes on record.observation (patient_id) where cardinality(codes) > 0;
alter table record.diagnostic_report add column codes text[] not null default '{}';
update record.diagnostic_report set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index diagnostic_report_codes on record.diagnostic_report using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index diagnostic_report_person_codes on record.diagnostic_report (patient_id) where cardinality(codes) > 0;
alter table record.medication_request add column codes text[] not null default '{}';
update record.medication_request set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index medication_request_codes on record.medication_request using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index medication_request_person_codes on record.medication_request (patient_id) where cardinality(codes) > 0;
alter table record.procedure add column codes text[] not null default '{}';
update record.procedure set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index procedure_codes on record.procedure using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index procedure_person_codes on record.procedure (patient_id) where cardinality(codes) > 0;
alter table record.immunization add column codes text[] not null default '{}';
update record.immunization set codes = array(select e from unnest(tokens) e where e like 'vaccine-code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'vaccine-code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'vaccine-code:%');
create index immunization_codes on record.immunization using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index immunization_person_codes on record.immunization (patient_id) where cardinality(codes) > 0;
alter table record.allergy_intolerance add column codes text[] not null default '{}';
update record.allergy_intolerance set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index allergy_intolerance_codes on record.allergy_intolerance using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index allergy_intolerance_person_codes on record.allergy_intolerance (patient_id) where cardinality(codes) > 0;
alter table record.care_plan add column codes text[] not null default '{}';
create index care_plan_codes on record.care_plan using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index care_plan_person_codes on record.care_plan (patient_id) where cardinality(codes) > 0;
alter table record.service_request add column codes text[] not null default '{}';
update record.service_request set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'code:%');
create index service_request_codes on record.service_request using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index service_request_person_codes on record.service_request (patient_id) where cardinality(codes) > 0;
alter table record.document_reference add column codes text[] not null default '{}';
update record.document_reference set codes = array(select e from unnest(tokens) e where e like 'type:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'type:%')
  where cardinality(tokens) > 0 and exists (select 1 from unnest(tokens) e where e like 'type:%');
create index document_reference_codes on record.document_reference using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index document_reference_person_codes on record.document_reference (patient_id) where cardinality(codes) > 0;
alter table record.other add column codes text[] not null default '{}';
update record.other set codes = array(select e from unnest(tokens) e where e like 'service-type:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'service-type:%')
  where cardinality(tokens) > 0 and type in ('Appointment') and exists (select 1 from unnest(tokens) e where e like 'service-type:%');
update record.other set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and type in ('Basic', 'ChargeItem', 'DetectedIssue', 'DeviceRequest', 'FamilyMemberHistory', 'List', 'MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'RequestGroup', 'Task') and exists (select 1 from unnest(tokens) e where e like 'code:%');
update record.other set codes = array(select e from unnest(tokens) e where e like 'type:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'type:%')
  where cardinality(tokens) > 0 and type in ('Composition', 'Coverage', 'Device', 'EpisodeOfCare') and exists (select 1 from unnest(tokens) e where e like 'type:%');
update record.other set codes = array(select e from unnest(tokens) e where e like 'scope:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'scope:%')
  where cardinality(tokens) > 0 and type in ('Consent') and exists (select 1 from unnest(tokens) e where e like 'scope:%');
update record.other set codes = array(select e from unnest(tokens) e where e like 'modality:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'modality:%')
  where cardinality(tokens) > 0 and type in ('ImagingStudy') and exists (select 1 from unnest(tokens) e where e like 'modality:%');
update record.other set codes = array(select e from unnest(tokens) e where e like 'relationship:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'relationship:%')
  where cardinality(tokens) > 0 and type in ('RelatedPerson') and exists (select 1 from unnest(tokens) e where e like 'relationship:%');
create index other_codes on record.other using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
create index other_person_codes on record.other (patient_id) where cardinality(codes) > 0;
alter table record.directory add column codes text[] not null default '{}';
update record.directory set codes = array(select e from unnest(tokens) e where e like 'code:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'code:%')
  where cardinality(tokens) > 0 and type in ('CodeSystem', 'CompartmentDefinition', 'Group', 'Medication', 'MedicationKnowledge', 'MessageHeader', 'OperationDefinition', 'Questionnaire', 'SearchParameter', 'Substance', 'SubstanceSpecification', 'ValueSet') and exists (select 1 from unnest(tokens) e where e like 'code:%');
update record.directory set codes = array(select e from unnest(tokens) e where e like 'type:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'type:%')
  where cardinality(tokens) > 0 and type in ('Location', 'Organization') and exists (select 1 from unnest(tokens) e where e like 'type:%');
update record.directory set codes = array(select e from unnest(tokens) e where e like 'role:%'),
  tokens = array(select e from unnest(tokens) e where e not like 'role:%')
  where cardinality(tokens) > 0 and type in ('PractitionerRole') and exists (select 1 from unnest(tokens) e where e like 'role:%');
create index directory_codes on record.directory using gin (codes) with (fastupdate = off) where cardinality(codes) > 0;
-- What changed in a type, newest first.
create index history_type on record.history (type, at desc, id desc, ver desc);
