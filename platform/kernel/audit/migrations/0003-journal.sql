-- Audit rows are written to a journal, a line of it for one request or one group of requests; the chainer moves them into audit.event in blocks. Rows that were linked one by one stay in audit.link.

-- distribution: local
create table audit.journal (
  id uuid primary key,
  -- one line a row: id of the event, a space, its canonical body
  entries text not null);

-- distribution: local
create table audit.block (
  -- node and day, e.g. main/2026-11-22
  chain text not null,
  -- place of the block's last row in the chain
  seq bigint not null,
  event_ids uuid[] not null,
  -- 32 bytes for each of them: SM3 of the row
  digests bytea not null,
  -- SM3 of the hash before and these digests
  hash bytea not null,
  primary key (chain, seq));

-- Rows that waited to be linked wait in the journal now.
insert into audit.journal (id, entries)
  select e.id, e.id::text || ' ' || e.body from audit.pending p join audit.event e on e.id = p.event_id;
delete from audit.person_event where event_id in (select p.event_id from audit.pending p);
delete from audit.event where id in (select p.event_id from audit.pending p);
drop table audit.pending;

-- Ascending: a new row goes to the right end of the index.
drop index audit.event_at;
create index event_at on audit.event (at, id);
drop index audit.event_account;
create index event_account on audit.event (account_id, at, id);
