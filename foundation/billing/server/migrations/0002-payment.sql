-- Payments of charges by the person, and what was paid back.

-- distribution: patient_id
create table billing.payment (
  patient_id uuid not null,
  payment_id uuid not null,
  charge_id uuid not null,
  organisation_id uuid not null,
  direction text not null check (direction in ('payment', 'refund')),
  state text not null check (state in ('asked', 'done', 'refused')),
  amount_fen integer not null check (amount_fen > 0),
  reference text,
  reason text,
  attempts integer not null default 0,
  next_at timestamptz,
  asked_at timestamptz not null,
  done_at timestamptz,
  simulated boolean not null default false,
  primary key (patient_id, payment_id)
);
create index payment_of_charge on billing.payment (patient_id, charge_id);
create index refund_due on billing.payment (next_at) where direction = 'refund' and state = 'asked';
