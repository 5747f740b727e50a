-- Signatures come one after the other, and entries by hand are taken back with a reason.
-- Who signs for a person holds their row until the transaction ends.
-- distribution: patient_id
create table family_doctor.signing (
  patient_id uuid not null,
  turns integer not null,
  primary key (patient_id)
);

-- Who took an entry by hand back, and why.
alter table family_doctor.performed_service add column withdrawn_by text;
alter table family_doctor.performed_service add column withdrawn_reason text;
