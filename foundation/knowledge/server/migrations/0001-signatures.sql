-- Who signed which content: never changed, never deleted. It counts for the content whose hash it names.

create schema if not exists knowledge;

-- distribution: reference
create table knowledge.signature (
  id uuid primary key,
  content_kind text not null,
  content_id text not null,
  content_version text not null,
  content_hash text not null,
  verdict text not null check (verdict in ('approved', 'rejected')),
  note text,
  signer_id uuid not null,
  signer_name text not null,
  signer_role text not null,
  signed_at timestamptz not null
);
create index signature_of_content on knowledge.signature (content_kind, content_id, content_version, signed_at);
