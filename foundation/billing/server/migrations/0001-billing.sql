-- Prices by code and first day, charges with their lines, and the queue of settlements.
create schema if not exists billing;

-- A changed price is a new row from its day on.
-- distribution: reference
create table billing.price_item (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  unit text not null,
  amount_fen integer not null check (amount_fen >= 0),
  insurance_class text not null check (insurance_class in ('class-a', 'class-b', 'self-paid')),
  kind text not null,
  medicine_key text,
  simulated boolean not null,
  primary key (code, valid_from)
);

-- distribution: patient_id
create table billing.charge (
  patient_id uuid not null,
  charge_id uuid not null,
  attendance_id uuid,
  organisation_id uuid not null,
  scope_id uuid not null,
  total_fen integer not null,
  changed_at timestamptz not null,
  primary key (patient_id, charge_id)
);

-- distribution: patient_id
create table billing.charge_line (
  patient_id uuid not null,
  charge_id uuid not null,
  line_id uuid not null,
  code text not null,
  name text not null,
  unit text not null,
  quantity integer not null,
  price_fen integer not null,
  insurance_class text not null,
  primary key (patient_id, charge_id, line_id)
);

-- distribution: patient_id
create table billing.settlement (
  patient_id uuid not null,
  settlement_id uuid not null,
  charge_id uuid not null,
  organisation_id uuid not null,
  method text not null check (method in ('insurance', 'cash')),
  state text not null check (state in ('queued', 'sending', 'settled', 'refused')),
  total_fen integer not null,
  fund_fen integer,
  self_fen integer,
  reference text,
  reason text,
  attempts integer not null default 0,
  next_at timestamptz,
  wished_at timestamptz not null,
  settled_at timestamptz,
  simulated boolean not null default false,
  primary key (patient_id, settlement_id)
);
create index settlement_due on billing.settlement (next_at) where state in ('queued', 'sending');
create index settlement_of_organisation on billing.settlement (organisation_id, wished_at desc);
create index settlement_of_charge on billing.settlement (patient_id, charge_id);
