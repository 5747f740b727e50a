-- Devices that work offline, what they did, and what stands of it.

create schema if not exists sync;

-- distribution: reference
create table sync.device (
  id uuid primary key,
  account_id uuid not null,
  name text not null,
  enrolled_at timestamptz not null,
  seen_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  revoked_reason text,
  wiped_at timestamptz
);
create index device_of_account on sync.device (account_id);

-- Every operation that was taken, as it came: nothing here is ever changed. `body_sealed` holds what was set and replaced.
-- distribution: patient_id
create table sync.operation (
  patient_id uuid not null,
  operation_id uuid not null,
  document_id uuid not null,
  device_id uuid not null,
  account_id uuid not null,
  sequence integer not null,
  kind text not null,
  made_at timestamptz not null,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  true_at timestamptz not null,
  body_sealed text not null,
  primary key (patient_id, operation_id)
);
create index operation_of_document on sync.operation (patient_id, document_id);

-- Who has an operation id: one that comes again is known by it, one that comes with other content is refused.
-- distribution: operation_id
create table sync.operation_claim (
  operation_id uuid primary key,
  digest text not null,
  patient_id uuid not null
);

-- What stands of a document: the values that no operation has replaced.
-- distribution: patient_id
create table sync.document (
  patient_id uuid not null,
  document_id uuid not null,
  kind text not null,
  scope_id uuid not null,
  version integer not null,
  changed_at timestamptz not null,
  fields_sealed text not null,
  primary key (patient_id, document_id)
);

-- distribution: document_id
create table sync.document_place (
  document_id uuid primary key,
  patient_id uuid not null
);

-- Changes of one village in the order of their commits: the row of the scope is locked while one is written.
-- distribution: local
create table sync.scope (
  scope_id uuid primary key,
  version bigint not null
);
-- distribution: local
create table sync.change (
  scope_id uuid not null,
  document_id uuid not null,
  version bigint not null,
  patient_id uuid not null,
  primary key (scope_id, document_id)
);
create index change_by_version on sync.change (scope_id, version);

-- Fields about which a person has to decide.
-- distribution: patient_id
create table sync.conflict (
  patient_id uuid not null,
  document_id uuid not null,
  field text not null,
  scope_id uuid not null,
  kind text not null,
  opened_at timestamptz not null,
  settled_at timestamptz,
  primary key (patient_id, document_id, field)
);
create index conflict_open on sync.conflict (scope_id) where settled_at is null;

-- People whom a device registered under its own id, and who were known already.
-- distribution: alias_id
create table sync.person_alias (
  alias_id uuid primary key,
  patient_id uuid not null
);

-- Files that come in chunks; the chunks lie in the spool until all are there.
-- distribution: patient_id
create table sync.attachment (
  patient_id uuid not null,
  attachment_id uuid not null,
  device_id uuid not null,
  account_id uuid not null,
  bytes integer not null,
  digest text not null,
  media_type text not null,
  opened_at timestamptz not null,
  completed_at timestamptz,
  primary key (patient_id, attachment_id)
);
-- distribution: attachment_id
create table sync.attachment_place (
  attachment_id uuid primary key,
  patient_id uuid not null
);
-- distribution: local
create table sync.attachment_chunk (
  attachment_id uuid not null,
  chunk_index integer not null,
  bytes integer not null,
  primary key (attachment_id, chunk_index)
);
create index operation_of_device on sync.operation (device_id);
