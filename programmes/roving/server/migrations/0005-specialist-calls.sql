-- Calls that crews ask of specialists. Question and phone lie in their documents.
-- distribution: patient_id
create table roving.specialist_call (
  patient_id uuid not null,
  call_id uuid not null,
  organisation_id uuid not null,
  from_organisation_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('waiting', 'called', 'done', 'cancelled')),
  handled_by uuid,
  handled_at timestamptz,
  version integer not null,
  primary key (patient_id, call_id)
);
create index specialist_call_open on roving.specialist_call (organisation_id, state, asked_at);
