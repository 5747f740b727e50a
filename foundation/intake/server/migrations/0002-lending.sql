-- Papers of devices lent to people: by which ground, signed by whom, given back how.
-- distribution: patient_id
create table intake.loan (
  patient_id uuid not null,
  loan_id uuid not null,
  grounds text[] not null,
  exception_sealed text,
  text_sealed text not null,
  text_hash text not null,
  signer_sealed text not null,
  identified_by text not null,
  drawn_sealed text not null,
  signed_at timestamptz not null,
  lent_by text not null,
  reminded_at timestamptz,
  condition text check (condition in ('good', 'broken', 'lost')),
  replaced_by uuid,
  version integer not null default 1,
  primary key (patient_id, loan_id)
);
