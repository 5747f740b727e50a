-- Calls by machine: each counts as one attempt from the moment it is placed; what was answered is kept while the call runs.

-- distribution: patient_id
create table follow_up.call (
  patient_id uuid not null,
  id uuid not null,
  outreach_id uuid not null,
  round_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (
    outcome in ('answered', 'partly-answered', 'refused', 'wrong-person', 'busy', 'no-answer', 'hung-up', 'lost')
  ),
  -- Sealed.
  answers text,
  primary key (patient_id, id)
);
create index call_of_round on follow_up.call (round_id);
create index call_of_outreach on follow_up.call (patient_id, outreach_id, started_at);
create index call_open on follow_up.call (started_at) where outcome is null;
