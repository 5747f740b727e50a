// The SQL of what the provider remembers: codes, tokens, grants and interactions, and what people agreed to.
import type { Sql } from '../db/db.ts';

export interface ArtifactRow {
  payload: string;
  consumed_at: Date | null;
}
export interface ArtifactToSave {
  model: string;
  idHash: Uint8Array;
  grantHash?: Uint8Array;
  appId?: string;
  accountId?: string;
  payload: string;
  expiresAt: Date;
}

const columns = 'model, id_hash, grant_hash, app_id, account_id, payload, expires_at';
const argumentsOf = (row: ArtifactToSave) => [
  row.model,
  row.idHash,
  row.grantHash ?? null,
  row.appId ?? null,
  row.accountId ?? null,
  row.payload,
  row.expiresAt,
];

export async function saveArtifact(q: Sql, row: ArtifactToSave): Promise<void> {
  await q.query(
    `insert into oidc.artifact (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (model, id_hash) do update set payload = excluded.payload, expires_at = excluded.expires_at`,
    argumentsOf(row),
  );
}

/** False where it stands already: what may happen once only. */
export async function saveOnce(q: Sql, row: ArtifactToSave): Promise<boolean> {
  const rows = await q.query(
    `insert into oidc.artifact (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (model, id_hash) do nothing returning model`,
    argumentsOf(row),
  );
  return rows.length > 0;
}

export async function findArtifact(
  q: Sql,
  model: string,
  idHash: Uint8Array,
  at: Date,
): Promise<ArtifactRow | undefined> {
  const [row] = await q.query<ArtifactRow>(
    'select payload, consumed_at from oidc.artifact where model = $1 and id_hash = $2 and expires_at > $3',
    [model, idHash, at],
  );
  return row;
}

/** False where somebody else was faster. */
export async function consumeArtifact(q: Sql, model: string, idHash: Uint8Array, at: Date): Promise<boolean> {
  const rows = await q.query(
    `update oidc.artifact set consumed_at = $3 where model = $1 and id_hash = $2 and consumed_at is null
     returning model`,
    [model, idHash, at],
  );
  return rows.length > 0;
}

const tellOthers = "select pg_notify('tianmu_tokens', '')";

export async function deleteArtifact(q: Sql, model: string, idHash: Uint8Array): Promise<void> {
  await q.query('delete from oidc.artifact where model = $1 and id_hash = $2', [model, idHash]);
  await q.query(tellOthers);
}

/** Everything that came out of one grant; with `model` its artifacts of that kind only. */
export async function deleteGrant(q: Sql, grantHash: Uint8Array, model?: string): Promise<void> {
  await q.query(
    `delete from oidc.artifact where ($2::text is null and model = 'Grant' and id_hash = $1)
       or (grant_hash = $1 and ($2::text is null or model = $2))`,
    [grantHash, model ?? null],
  );
  await q.query(tellOthers);
}

/** Ends all codes and tokens of an app; returns how many there were. */
export async function deleteArtifactsOfApp(q: Sql, appId: string): Promise<number> {
  const rows = await q.query<{ model: string }>('delete from oidc.artifact where app_id = $1 returning model', [appId]);
  await q.query(tellOthers);
  return rows.filter(({ model }) => /Token$|^ClientCredentials$/.test(model)).length;
}

/** Used client assertions stay until they could not be used again anyway. */
export async function deleteExpired(q: Sql, at: Date): Promise<void> {
  await q.query('delete from oidc.artifact where expires_at <= $1', [at]);
}

export interface ConsentToSave {
  id: string;
  grantHash: Uint8Array;
  accountId: string;
  appId: string;
  personId?: string;
  scopes: readonly string[];
  givenAt: Date;
  endsAt: Date;
}
export async function saveConsent(q: Sql, consent: ConsentToSave): Promise<void> {
  await q.query(
    `insert into oidc.consent (id, grant_hash, account_id, app_id, person_id, scopes, given_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      consent.id,
      consent.grantHash,
      consent.accountId,
      consent.appId,
      consent.personId ?? null,
      consent.scopes,
      consent.givenAt,
      consent.endsAt,
    ],
  );
}

export interface ConsentRow {
  id: string;
  account_id: string;
  app_id: string;
  app_name: string;
  app_contact: string;
  person_id: string | null;
  scopes: string[];
  given_at: Date;
  ends_at: Date;
}
/** What an account's apps may do now, newest first. */
export function standingConsents(q: Sql, accountId: string, at: Date): Promise<ConsentRow[]> {
  return q.query<ConsentRow>(
    `select c.id, c.account_id, c.app_id, p.name as app_name, p.contact as app_contact, c.person_id, c.scopes,
       c.given_at, c.ends_at
     from oidc.consent c join oidc.app p on p.id = c.app_id
     where c.account_id = $1 and c.revoked_at is null and c.ends_at > $2 and not p.disabled
     order by c.given_at desc, c.id desc`,
    [accountId, at],
  );
}

/** The person whom a grant concerns. */
export async function personOfGrant(q: Sql, grantHash: Uint8Array): Promise<string | undefined> {
  const [row] = await q.query<{ person_id: string | null }>(
    'select person_id from oidc.consent where grant_hash = $1 and revoked_at is null',
    [grantHash],
  );
  return row?.person_id ?? undefined;
}

/** Ends a consent of this account with its tokens; the app and person where there was one. */
export async function revokeConsent(
  q: Sql,
  accountId: string,
  consentId: string,
  at: Date,
): Promise<{ app_id: string; person_id: string | null } | undefined> {
  const [row] = await q.query<{ app_id: string; person_id: string | null; grant_hash: Uint8Array }>(
    `update oidc.consent set revoked_at = $3 where id = $1 and account_id = $2 and revoked_at is null
     returning app_id, person_id, grant_hash`,
    [consentId, accountId, at],
  );
  if (row) await deleteGrant(q, row.grant_hash);
  return row;
}

export interface SigningKeyRow {
  generation: number;
  kid: string;
  sealed: string;
  made_at: Date;
}
/** Newest first; the one before stays for what it signed. */
export function signingKeys(q: Sql): Promise<SigningKeyRow[]> {
  return q.query<SigningKeyRow>(
    'select generation, kid, sealed, made_at from oidc.signing_key order by generation desc limit 2',
  );
}
export async function saveSigningKey(q: Sql, row: SigningKeyRow): Promise<void> {
  await q.query(
    `insert into oidc.signing_key (generation, kid, sealed, made_at) values ($1, $2, $3, $4)
     on conflict (generation) do nothing`,
    [row.generation, row.kid, row.sealed, row.made_at],
  );
}
