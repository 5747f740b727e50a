-- Questions on the television: since when they stand there, and whose television has asked for them lately.
alter table follow_up.outreach add column tv_since timestamptz;

-- distribution: patient_id
create table follow_up.television (
  patient_id uuid not null primary key,
  seen_on date not null
);
