-- Orders with their state, their history, what was told, ratings, running clocks and series.

create schema if not exists orders;

-- State and version change with each step; no index holds them, so that a step rewrites no index.
-- distribution: patient_id
create table orders.service_request (
  patient_id uuid not null,
  order_id uuid not null,
  kind text not null,
  state text not null,
  version integer not null,
  -- 0 stat, 1 asap, 2 urgent, 3 routine
  urgency smallint not null,
  payload jsonb not null,
  result jsonb,
  requested_by uuid not null,
  requester_name text not null,
  requester_id uuid not null,
  performer_id uuid not null,
  assignee_id uuid,
  assignee_name text,
  placed_at timestamptz not null,
  moved_at timestamptz not null,
  ended_at timestamptz,
  -- clock by which it is late first, and when
  due_clock text,
  due_at timestamptz,
  -- under which an open order stands alone; empty once it has ended
  unique_key text,
  series_id uuid,
  primary key (patient_id, order_id)) with (fillfactor = 80);
create index service_request_queue on orders.service_request (performer_id, urgency, placed_at, order_id) where ended_at is null;
create index service_request_asked on orders.service_request (requester_id, placed_at, order_id);
create index service_request_ended on orders.service_request (performer_id, ended_at desc, order_id) where ended_at is not null;
create index service_request_placed on orders.service_request (placed_at);
create unique index service_request_unique on orders.service_request (patient_id, kind, unique_key) where unique_key is not null;

-- distribution: patient_id
create table orders.history (
  patient_id uuid not null,
  order_id uuid not null,
  version integer not null,
  -- empty for the placing
  transition text,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  account_id uuid not null,
  by_name text not null,
  -- requester, person, performer, assignee or system
  by_who text not null,
  -- organisation for which it was done
  place_id uuid,
  -- made by the caller once per intent
  request_key uuid not null,
  given jsonb not null,
  primary key (patient_id, order_id, version),
  unique (patient_id, order_id, request_key));

-- What was told to whom: code and parameters as in messaging, to show on the order's page.
-- distribution: patient_id
create table orders.notice (
  patient_id uuid not null,
  order_id uuid not null,
  notice_id uuid not null,
  recipient text not null,
  message text not null,
  parameters jsonb not null,
  at timestamptz not null,
  primary key (patient_id, order_id, notice_id));

-- distribution: patient_id
create table orders.rating (
  patient_id uuid not null,
  order_id uuid not null,
  rated_by text not null,
  stars smallint not null,
  comment text,
  account_id uuid not null,
  at timestamptz not null,
  primary key (patient_id, order_id, rated_by));

-- Rows that a job takes when they are due: nothing of a clock lives in memory.
-- distribution: local
create table orders.clock (
  order_id uuid not null,
  clock text not null,
  patient_id uuid not null,
  started_at timestamptz not null,
  -- place of the step that is due next
  step integer not null,
  due_at timestamptz not null,
  primary key (order_id, clock));
create index clock_due on orders.clock (due_at);

-- distribution: patient_id
create table orders.series (
  patient_id uuid not null,
  series_id uuid not null,
  kind text not null,
  payload jsonb not null,
  urgency smallint not null,
  requested_by uuid not null,
  requester_name text not null,
  requester_id uuid not null,
  performer_id uuid,
  every_days integer not null,
  until_on date not null,
  opened integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (patient_id, series_id));

-- The next order that a series opens.
-- distribution: local
create table orders.series_due (
  series_id uuid primary key,
  patient_id uuid not null,
  next_on date not null,
  attempts integer not null default 0);
create index series_due_next on orders.series_due (next_on);
