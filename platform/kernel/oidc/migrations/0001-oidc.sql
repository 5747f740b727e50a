-- Registered apps, what they were given, what the provider remembers between its steps, its keys, and providers from outside.

-- distribution: local
create table oidc.app (
  id uuid primary key,
  name text not null,
  -- patient-app, staff-app, backend
  kind text not null,
  contact text not null,
  redirect_uris text[] not null,
  scopes text[] not null,
  -- public keys only: JSON text of a JWK set
  jwks text,
  jwks_uri text,
  -- the account of a backend app
  account_id uuid unique,
  org_unit_id uuid,
  disabled boolean not null,
  version int not null,
  created_at timestamptz not null,
  created_by uuid not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  last_used_at timestamptz);
create index app_name on oidc.app (name, id);

-- Codes, tokens, grants and interactions of the provider: found by the SM3 of their secret, content sealed.
-- distribution: local
create table oidc.artifact (
  model text not null,
  id_hash bytea not null,
  grant_hash bytea,
  app_id uuid,
  account_id uuid,
  payload text not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (model, id_hash));
create index artifact_grant on oidc.artifact (grant_hash) where grant_hash is not null;
create index artifact_app on oidc.artifact (app_id) where app_id is not null;
create index artifact_expires on oidc.artifact (expires_at);

-- What a person agreed to: one row for each time that an app was let in.
-- distribution: local
create table oidc.consent (
  id uuid primary key,
  grant_hash bytea not null unique,
  account_id uuid not null,
  app_id uuid not null references oidc.app (id),
  -- whose record, where the app is for one person
  person_id uuid,
  scopes text[] not null,
  given_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz);
create index consent_account on oidc.consent (account_id, given_at);
create index consent_app on oidc.consent (app_id);

-- The provider's signing keys: private part sealed with the master key, the newest signs.
-- distribution: local
create table oidc.signing_key (
  generation int primary key,
  kid text not null unique,
  sealed text not null,
  made_at timestamptz not null);

-- Providers from outside with which people may sign in here.
-- distribution: local
create table oidc.outside_provider (
  id uuid primary key,
  issuer text not null,
  client_id text not null,
  -- none (public client with PKCE), secret, key (private_key_jwt with the key below)
  method text not null,
  sealed_secret text,
  sealed_key text,
  button_text text not null,
  portals text[] not null,
  -- administrator, password
  linking text not null,
  disabled boolean not null,
  version int not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  unique (issuer, client_id));

-- distribution: local
create table oidc.outside_link (
  provider_id uuid not null references oidc.outside_provider (id),
  subject text not null,
  account_id uuid not null,
  linked_at timestamptz not null,
  linked_by uuid not null,
  last_used_at timestamptz,
  primary key (provider_id, subject));
create index outside_link_account on oidc.outside_link (account_id);
