-- Abnormal values that were found: each Observation and rule once.
-- distribution: patient_id
create table follow_up.abnormal_finding (
  patient_id uuid not null,
  observation_id text not null,
  rule text not null,
  found_at timestamptz not null,
  primary key (patient_id, observation_id, rule)
);
