-- Rows of registers that do not count while their record is joined to another: they come back when it is parted.
-- `patient_id` is the golden id at that time, `of_person` whose row it is; of the golden id's own row what stood before
-- another record's enrolment took its place (`row` null: nothing stood).
-- distribution: patient_id
create table chronic_care.set_aside (
  patient_id uuid not null,
  disease text not null,
  of_person uuid not null,
  replaced_by uuid,
  row jsonb,
  at timestamptz not null,
  primary key (patient_id, disease, of_person)
);
create index set_aside_of_person on chronic_care.set_aside (of_person);
