-- Notifications in the app, what goes out over other channels, and the invented phones of the demo.

-- A recipient is an account or a person; the text is code and parameters, rendered for the reader.
-- distribution: recipient
create table messaging.notification (
  recipient uuid not null,
  id uuid not null,
  at timestamptz not null,
  code text not null,
  parameters jsonb not null,
  urgency text not null,
  link text,
  read_at timestamptz,
  primary key (recipient, id));
create index notification_unread on messaging.notification (recipient) where read_at is null;

-- distribution: local
create table messaging.delivery (
  id uuid primary key,
  recipient uuid not null,
  notification_id uuid not null,
  channel text not null,
  -- waiting, sent, no-channel (nothing configured), no-address, failed
  state text not null,
  at timestamptz not null,
  done_at timestamptz);
create index delivery_state on messaging.delivery (state, at);

-- distribution: local
create table messaging.phone_message (
  id uuid primary key,
  at timestamptz not null,
  phone text not null,
  body text not null);
