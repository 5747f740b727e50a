-- People, households, the organisation tree, staff, teams, places and service points of a county.

create schema if not exists registry;

-- Every node of the tree: divisions, organisations, teams. `path` holds the ids from the root to the node itself.
-- distribution: reference
create table registry.unit (
  id uuid primary key,
  parent_id uuid,
  path uuid[] not null,
  kind text not null,
  code text not null unique,
  name text not null,
  valid_from date not null,
  valid_to date
);

create index unit_by_path on registry.unit using gin (path);

-- What a village or community is beyond its node.
-- distribution: reference
create table registry.village (
  unit_id uuid primary key references registry.unit (id),
  is_community boolean not null,
  has_own_doctor boolean not null
);

-- Where something is: the id is that of the unit or service point which stands there.
-- distribution: reference
create table registry.place (
  id uuid primary key,
  kind text not null,
  name text not null,
  unit_id uuid not null references registry.unit (id),
  lon double precision,
  lat double precision,
  position_accuracy text,
  simulated boolean not null
);

create index place_by_unit on registry.place (unit_id);

-- A medical community (医共体): its lead hospital; members are the organisations and townships that name it.
-- distribution: reference
create table registry.medical_community (
  id uuid primary key,
  name text not null,
  lead_organisation_id uuid not null references registry.unit (id)
);

-- distribution: reference
create table registry.community_township (
  township_id uuid primary key references registry.unit (id),
  community_id uuid not null references registry.medical_community (id)
);

-- distribution: reference
create table registry.organisation (
  id uuid primary key references registry.unit (id),
  kind text not null,
  name text not null,
  unit_id uuid not null references registry.unit (id),
  ownership text not null,
  credit_code text,
  phone text,
  address text,
  simulated boolean not null,
  version integer not null
);

create index organisation_by_unit on registry.organisation (unit_id);

-- distribution: reference
create table registry.staff (
  id uuid primary key,
  name text not null,
  name_pinyin text not null,
  initials text not null,
  sex text not null,
  birth_on date,
  id_number_sealed text,
  id_number_hash text unique,
  phone_sealed text,
  profession text not null,
  title text,
  speciality text,
  organisation_id uuid not null references registry.organisation (id),
  left_on date,
  simulated boolean not null,
  version integer not null
);

create index staff_by_organisation on registry.staff (organisation_id);

-- distribution: reference
create table registry.qualification (
  staff_id uuid not null references registry.staff (id),
  kind text not null,
  number text not null,
  issued_on date,
  expires_on date,
  primary key (staff_id, kind, number)
);

-- What a staff member does where, from when to when (the last day is inclusive).
-- distribution: reference
create table registry.staff_role (
  staff_id uuid not null references registry.staff (id),
  role text not null,
  unit_id uuid not null references registry.unit (id),
  from_on date not null,
  to_on date,
  primary key (staff_id, role, unit_id, from_on)
);

create index staff_role_by_unit on registry.staff_role (unit_id);

-- Which team answers for a village, and who by name. One open row for each village.
-- distribution: reference
create table registry.team_village (
  village_id uuid not null references registry.unit (id),
  from_on date not null,
  to_on date,
  team_id uuid not null references registry.unit (id),
  responsible_staff_id uuid not null references registry.staff (id),
  primary key (village_id, from_on)
);

create unique index one_team_for_a_village on registry.team_village (village_id) where to_on is null;

create index team_village_by_team on registry.team_village (team_id);

-- distribution: local
create table registry.substitution (
  id uuid primary key,
  team_id uuid not null,
  staff_id uuid not null,
  substitute_id uuid not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  version integer not null
);

create index substitution_by_team on registry.substitution (team_id, to_on);

-- distribution: reference
create table registry.service_point (
  id uuid primary key references registry.place (id),
  kind text not null,
  village_id uuid not null references registry.unit (id),
  has_power boolean not null,
  has_network boolean not null,
  keeper_name text,
  version integer not null
);

-- distribution: patient_id
create table registry.person (
  patient_id uuid not null,
  name text not null,
  name_pinyin text not null,
  sex text not null,
  birth_on date,
  id_number_sealed text,
  phone_sealed text,
  address text,
  village_id uuid references registry.unit (id),
  institution_id uuid,
  household_id uuid,
  household_relation text,
  health_record_number text,
  status text not null,
  deceased_on date,
  moved_away_on date,
  simulated boolean not null,
  version integer not null,
  updated_at timestamptz not null,
  primary key (patient_id)
);

create index person_by_village on registry.person (village_id, name_pinyin, patient_id);

create index person_by_household on registry.person (household_id) where household_id is not null;

create index person_by_birth on registry.person (birth_on);

-- Search tokens: kinds by first letter, see rules/name-tokens.ts and store/person-search.ts.
-- distribution: patient_id
create table registry.person_token (
  patient_id uuid not null,
  token text collate "C" not null,
  primary key (patient_id, token)
);

create index person_token_by_token on registry.person_token (token, patient_id);

-- Whose number it is: keyed hashes of ID numbers, unique in the whole county.
-- distribution: hash
create table registry.identity (
  hash text not null,
  system text not null,
  person_id uuid not null,
  primary key (hash, system)
);

-- distribution: household_id
create table registry.household (
  household_id uuid not null,
  village_id uuid references registry.unit (id),
  address text,
  primary key (household_id)
);

-- Who may act for a person, for what, until when (the last day is inclusive).
-- distribution: patient_id
create table registry.proxy (
  patient_id uuid not null,
  id uuid not null,
  proxy_person_id uuid not null,
  relation text not null,
  scope text[] not null,
  from_on date not null,
  to_on date not null,
  ended_at timestamptz,
  primary key (patient_id, id)
);

create index proxy_by_proxy_person on registry.proxy (proxy_person_id);

-- Rows of one human being: those that are not listed are their own golden identity.
-- distribution: patient_id
create table registry.person_cluster (
  patient_id uuid not null,
  golden_id uuid not null,
  joined_at timestamptz not null,
  reason text not null,
  primary key (patient_id)
);

create index person_cluster_by_golden on registry.person_cluster (golden_id);

-- The next serial of a village's health record numbers.
-- distribution: local
create table registry.record_number_counter (
  village_id uuid primary key,
  next_serial integer not null
);
