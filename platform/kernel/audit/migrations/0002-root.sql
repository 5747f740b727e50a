-- One signed root a day over the chains of that day; each holds the hash of the one before.

-- distribution: local
create table audit.root (
  day date primary key,
  -- canonical JSON: what is signed
  body text not null,
  -- SM3 of the body
  hash bytea not null,
  -- SM2 with SM3 (GB/T 32918), r and s in hex
  signature text not null,
  public_key text not null,
  signed_at timestamptz not null);
