-- Answers to repeatable writes, kept for a week so that a repeated request gets the first answer, after a restart too.

-- distribution: local
create table http.answer (
  account_id uuid not null,
  idempotency_key text not null,
  request_hash text not null,
  status int,
  reply text,
  etag text,
  at timestamptz not null,
  primary key (account_id, idempotency_key));
create index answer_at on http.answer (at);
