-- Stored files by the digest of their content; the encrypted content lies in the files folder.

-- distribution: local
create table files.file (
  digest text primary key,
  media_type text not null,
  bytes bigint not null,
  created_at timestamptz not null);
