// The SQL of the register of apps.
import type { Page } from '#platform/contract.ts';
import type { AppKind } from '#platform/apps-contract.ts';
import { isUuid } from '#platform/contract.ts';
import type { Sql } from '../db/db.ts';

export interface AppRecord {
  id: string;
  name: string;
  kind: AppKind;
  contact: string;
  redirect_uris: string[];
  scopes: string[];
  jwks: string | null;
  jwks_uri: string | null;
  account_id: string | null;
  org_unit_id: string | null;
  disabled: boolean;
  version: number;
  created_at: Date;
  created_by: string;
  changed_at: Date;
  changed_by: string;
  last_used_at: Date | null;
}
export interface ListedApp extends AppRecord {
  org_unit: string | null;
  changed_by_name: string | null;
  consents: number;
}

/** The app unless it is disabled; undefined for ids of other shapes too. */
export async function activeApp(q: Sql, id: string): Promise<AppRecord | undefined> {
  if (!isUuid(id)) return undefined;
  return (await q.query<AppRecord>('select * from oidc.app where id = $1 and not disabled', [id]))[0];
}

const listed = `select p.*, u.name as org_unit, a.display_name as changed_by_name,
    (select count(*) from oidc.consent c where c.app_id = p.id and c.revoked_at is null and c.ends_at > $1) as consents
  from oidc.app p left join access.org_unit u on u.id = p.org_unit_id left join auth.account a on a.id = p.changed_by`;

export async function listedApp(q: Sql, id: string, at: Date): Promise<ListedApp | undefined> {
  return (await q.query<ListedApp>(`${listed} where p.id = $2`, [at, id]))[0];
}

export interface AppQuery {
  text?: string;
  state?: 'active' | 'disabled';
  offset: number;
  count: number;
}

/** By name; apps of backends only where their unit is among the given ones. */
export async function listApps(q: Sql, query: AppQuery, units: readonly string[], at: Date): Promise<Page<ListedApp>> {
  const args: unknown[] = [at, units];
  const conditions = ['(p.org_unit_id is null or p.org_unit_id = any($2::uuid[]))'];
  if (query.text) {
    const place = `$${args.push(`%${query.text.replace(/[%_\\]/g, '\\$&')}%`)}`;
    conditions.push(`(p.name ilike ${place} or p.contact ilike ${place} or p.id::text like ${place})`);
  }
  if (query.state) conditions.push(query.state === 'disabled' ? 'p.disabled' : 'not p.disabled');
  args.push(query.count + 1, query.offset);
  const rows = await q.query<ListedApp>(
    `${listed} where ${conditions.join(' and ')} order by p.name, p.id limit $${args.length - 1} offset $${args.length}`,
    args,
  );
  const items = rows.slice(0, query.count);
  return rows.length > query.count ? { items, next: String(query.offset + query.count) } : { items };
}

export type AppToSave = Omit<AppRecord, 'version' | 'changed_at' | 'changed_by' | 'last_used_at' | 'disabled'>;

export async function insertApp(q: Sql, app: AppToSave): Promise<void> {
  await q.query(
    `insert into oidc.app (id, name, kind, contact, redirect_uris, scopes, jwks, jwks_uri, account_id, org_unit_id,
       disabled, version, created_at, created_by, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false, 1, $11, $12, $11, $12)`,
    [
      app.id,
      app.name,
      app.kind,
      app.contact,
      app.redirect_uris,
      app.scopes,
      app.jwks,
      app.jwks_uri,
      app.account_id,
      app.org_unit_id,
      app.created_at,
      app.created_by,
    ],
  );
}

export interface AppUpdate {
  name: string;
  contact: string;
  redirect_uris: readonly string[];
  scopes: readonly string[];
  jwks: string | null;
  jwks_uri: string | null;
  disabled: boolean;
}
/** False where the version is another one. */
export async function updateApp(
  q: Sql,
  id: string,
  version: number,
  change: AppUpdate,
  by: { accountId: string; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `update oidc.app set name = $3, contact = $4, redirect_uris = $5, scopes = $6, jwks = $7, jwks_uri = $8,
       disabled = $9, changed_at = $10, changed_by = $11, version = version + 1
     where id = $1 and version = $2 returning id`,
    [
      id,
      version,
      change.name,
      change.contact,
      change.redirect_uris,
      change.scopes,
      change.jwks,
      change.jwks_uri,
      change.disabled,
      by.at,
      by.accountId,
    ],
  );
  return rows.length > 0;
}

export async function touchApp(q: Sql, id: string, at: Date): Promise<void> {
  await q.query('update oidc.app set last_used_at = $2 where id = $1', [id, at]);
}

export async function appNames(q: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await q.query<{ id: string; name: string }>('select id, name from oidc.app where id = any($1::uuid[])', [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row.name]));
}
