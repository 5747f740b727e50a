-- Next steps that were proposed, and what a doctor decided about each; only ever added to.
-- distribution: patient_id
create table chronic_care.step_decision (
  patient_id uuid not null,
  decision_id uuid not null,
  disease text not null,
  decided_at timestamptz not null,
  step text not null,
  decision text not null check (decision in ('accepted', 'changed', 'rejected')),
  note text,
  by_name text not null,
  account_id uuid not null,
  visit_id text,
  primary key (patient_id, decision_id)
);
