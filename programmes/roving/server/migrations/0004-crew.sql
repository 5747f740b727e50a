-- What crews did at stops that is asked for by person and form: when a form was filled last, and how.

-- One row for each form that a crew finished. `answers_sealed`: the answers by item, sealed.
-- distribution: patient_id
create table roving.form_answer (
  patient_id uuid not null,
  document_id uuid not null,
  form text not null,
  form_version text not null,
  answered_on date not null,
  answers_sealed text not null,
  primary key (patient_id, document_id)
);
create index form_answer_of_person on roving.form_answer (patient_id, form, answered_on desc);
