-- Templates of follow-ups, rounds over many people, and how each of them was reached.
create schema if not exists follow_up;

-- distribution: reference
create table follow_up.template (
  id uuid primary key,
  org_unit_id uuid not null,
  version integer not null,
  definition jsonb not null,
  author_id uuid not null,
  author_name text not null,
  changed_at timestamptz not null,
  release integer,
  released_version integer,
  released_at timestamptz,
  retired_at timestamptz
);
create index template_of_unit on follow_up.template (org_unit_id);

-- What rounds ask stays as it was asked.
-- distribution: reference
create table follow_up.template_release (
  template_id uuid not null,
  release integer not null,
  definition jsonb not null,
  released_at timestamptz not null,
  released_by uuid not null,
  primary key (template_id, release)
);

-- distribution: reference
create table follow_up.round (
  id uuid primary key,
  org_unit_id uuid not null,
  template_id uuid not null,
  release integer not null,
  name text not null,
  policy jsonb not null,
  started_by uuid not null,
  started_name text not null,
  started_at timestamptz not null,
  stopped_at timestamptz
);
create index round_of_unit on follow_up.round (org_unit_id, started_at);

-- distribution: patient_id
create table follow_up.outreach (
  patient_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  state text not null check (state in ('waiting', 'asked', 'answered', 'no-answer', 'refused', 'stopped')),
  channel text,
  attempts integer not null,
  next_at timestamptz,
  open_until timestamptz,
  answered_at timestamptz,
  answered_by text,
  answers text,
  abnormal boolean not null default false,
  order_id uuid,
  primary key (patient_id, id),
  unique (patient_id, round_id)
);
create index outreach_due on follow_up.outreach (next_at) where next_at is not null;
create index outreach_of_round on follow_up.outreach (round_id, state);

-- Who has said that no follow-up shall ask them by machine; the team may still call.
-- distribution: patient_id
create table follow_up.refusal (
  patient_id uuid not null primary key,
  refused_at timestamptz not null
);

-- From the hash of a link's end to the outreach behind it.
-- distribution: token_hash
create table follow_up.link (
  token_hash text primary key,
  patient_id uuid not null,
  outreach_id uuid not null
);
