-- How people want to be reminded, what they stopped, receipts of deliveries, answers, and gateways over HTTP.

-- What somebody chose; without a row the usual order and hours hold.
-- distribution: patient_id
create table messaging.preference (
  patient_id uuid not null,
  channels text[] not null,
  -- minutes of the day in Shanghai
  from_minute integer not null,
  to_minute integer not null,
  locale text not null,
  slow_voice boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (patient_id));

-- Each stop and each taking up again of reminders on a channel; the newest of a channel counts.
-- distribution: patient_id
create table messaging.channel_consent (
  patient_id uuid not null,
  id uuid not null,
  channel text not null,
  stopped boolean not null,
  at timestamptz not null,
  -- sms-reply, call-key, person, staff
  origin text not null,
  reason text,
  account_id uuid,
  primary key (patient_id, id));

alter table messaging.delivery add column purpose text not null default 'notice';
-- tried in this order where this one does not arrive
alter table messaging.delivery add column next_channels text[] not null default '{}';
alter table messaging.delivery add column sent_at timestamptz;
alter table messaging.delivery add column delivered_at timestamptz;
alter table messaging.delivery add column read_at timestamptz;
alter table messaging.delivery add column why text;
-- keyed hash of the phone: an answer finds whom it concerns
alter table messaging.delivery add column address_hash text;
-- the next channel was begun
alter table messaging.delivery add column moved_on_at timestamptz;
create index delivery_recipient on messaging.delivery (recipient, at);
create index delivery_address on messaging.delivery (address_hash, at) where address_hash is not null;

-- Answers to texts; the gateway's id keeps a repeated one from counting twice.
-- distribution: local
create table messaging.incoming (
  id text not null primary key,
  at timestamptz not null,
  address_hash text not null,
  -- sealed
  body text not null,
  meaning text not null);

-- A gateway that is spoken to over HTTP, by channel.
-- distribution: local
create table messaging.gateway (
  channel text not null primary key,
  address text not null,
  key_id text not null,
  sealed_secret text not null,
  enabled boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null);

alter table messaging.phone_message add column channel text not null default 'sms';
