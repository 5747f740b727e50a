-- The queue of studies that a hospital is asked to read. What they say lies in their documents.
create schema if not exists diagnostics;

-- distribution: patient_id
create table diagnostics.reading (
  patient_id uuid not null,
  study_id uuid not null,
  organisation_id uuid not null,
  from_organisation_id uuid not null,
  asked_by uuid not null,
  modality text not null,
  urgency text not null check (urgency in ('routine', 'urgent')),
  state text not null check (state in ('waiting', 'reading', 'answered', 'withdrawn')),
  sent_at timestamptz not null,
  reader_id uuid,
  opened_at timestamptz,
  answered_at timestamptz,
  critical boolean not null default false,
  version integer not null,
  primary key (patient_id, study_id)
);
create index reading_of_organisation on diagnostics.reading (organisation_id, state, sent_at);
