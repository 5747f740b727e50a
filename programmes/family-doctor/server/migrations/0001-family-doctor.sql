-- Family-doctor contracts: packages as dated data, contracts of household members with their evidence, ledger and performed services.
create schema if not exists family_doctor;

-- A changed service is a new row from its day on.
-- distribution: reference
create table family_doctor.service_item (
  county_id uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  text text not null,
  forms text[] not null,
  visits text[] not null,
  simulated boolean not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (county_id, code, valid_from)
);

-- distribution: reference
create table family_doctor.service_package (
  county_id uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  key_group text,
  person_fen integer not null check (person_fen >= 0),
  fund_fen integer not null check (fund_fen >= 0),
  public_health_fen integer not null check (public_health_fen >= 0),
  items jsonb not null,
  simulated boolean not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (county_id, code, valid_from)
);

-- One row for each member of the household that signs; all rows of a contract share its id, days and doctor.
-- distribution: patient_id
create table family_doctor.contract (
  patient_id uuid not null,
  contract_id uuid not null,
  household_id uuid not null,
  county_id uuid not null,
  team_id uuid not null,
  doctor_id uuid not null,
  position integer not null,
  from_on date not null,
  to_on date not null,
  state text not null check (state in ('offered', 'signed', 'declined', 'ended')),
  renews uuid,
  is_renewed boolean not null default false,
  text_hash text not null,
  offered_at timestamptz not null,
  offered_by text not null,
  signed_at timestamptz,
  end_reason text,
  stars smallint check (stars between 1 and 5),
  rating_text text,
  rated_at timestamptz,
  simulated boolean not null,
  version integer not null,
  primary key (patient_id, contract_id)
);
create index contract_of_team on family_doctor.contract (team_id, state, to_on);
create index contract_by_id on family_doctor.contract (contract_id);
create index contract_of_household on family_doctor.contract (household_id);

-- The words of a contract and who signed them, sealed where they name people.
-- distribution: household_id
create table family_doctor.agreement (
  household_id uuid not null,
  contract_id uuid not null,
  text_sealed text not null,
  text_hash text not null,
  method text check (method in ('drawn', 'portal', 'paper')),
  signer_id uuid,
  signer_name_sealed text,
  identified_by text,
  signed_at timestamptz,
  taken_by_account uuid,
  taken_by text,
  drawn_sealed text,
  primary key (household_id, contract_id)
);

-- distribution: patient_id
create table family_doctor.contract_package (
  patient_id uuid not null,
  contract_id uuid not null,
  package_code text not null,
  valid_from date not null,
  person_fen integer not null,
  fund_fen integer not null,
  public_health_fen integer not null,
  primary key (patient_id, contract_id, package_code)
);

-- Who answered for the contract before, and why that changed.
-- distribution: patient_id
create table family_doctor.doctor_change (
  patient_id uuid not null,
  contract_id uuid not null,
  changed_at timestamptz not null,
  team_id uuid not null,
  doctor_id uuid not null,
  reason text not null,
  by_name text not null,
  primary key (patient_id, contract_id, changed_at)
);

-- distribution: patient_id
create table family_doctor.ledger_entry (
  patient_id uuid not null,
  entry_id uuid not null,
  contract_id uuid not null,
  package_code text not null,
  payer text not null check (payer in ('person', 'fund', 'public-health')),
  kind text not null check (kind in ('due', 'paid', 'refund', 'correction')),
  amount_fen integer not null,
  booked_on date not null,
  booked_at timestamptz not null,
  by_name text not null,
  account_id uuid not null,
  note text,
  primary key (patient_id, entry_id)
);
create index ledger_of_contract on family_doctor.ledger_entry (patient_id, contract_id);
create index ledger_by_day on family_doctor.ledger_entry (booked_on);

-- Each source (a form, a visit, an entry by hand) counts once for a service of a contract.
-- distribution: patient_id
create table family_doctor.performed_service (
  patient_id uuid not null,
  contract_id uuid not null,
  service_code text not null,
  source_id text not null,
  service_id uuid not null,
  source text not null check (source in ('form', 'visit', 'entry')),
  performed_on date not null,
  evidence text not null,
  by_name text,
  noted_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (patient_id, contract_id, service_code, source_id)
);

-- What lists filter by: groups, colour and village of the people whom teams look after.
-- distribution: patient_id
create table family_doctor.resident (
  patient_id uuid not null,
  village_id uuid not null,
  groups text[] not null,
  noted text[] not null,
  colour text,
  refreshed_on date not null,
  version integer not null,
  primary key (patient_id)
);
create index resident_of_village on family_doctor.resident (village_id);

-- A reminder goes out once for each contract and number of days before its end.
-- distribution: patient_id
create table family_doctor.reminder (
  patient_id uuid not null,
  contract_id uuid not null,
  days_before integer not null,
  sent_at timestamptz not null,
  primary key (patient_id, contract_id, days_before)
);
