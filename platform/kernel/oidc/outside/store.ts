// The SQL of providers from outside and of the people who are joined with accounts here.
import type { Sql } from '../../db/db.ts';

export interface OutsideProvider {
  id: string;
  issuer: string;
  client_id: string;
  method: 'none' | 'secret' | 'key';
  sealed_secret: string | null;
  sealed_key: string | null;
  button_text: string;
  portals: string[];
  linking: 'administrator' | 'password';
  disabled: boolean;
  version: number;
}

export function listProviders(q: Sql): Promise<(OutsideProvider & { links: number })[]> {
  return q.query(
    `select p.*, (select count(*) from oidc.outside_link l where l.provider_id = p.id) as links
     from oidc.outside_provider p order by p.button_text, p.id`,
  );
}

export async function providerById(q: Sql, id: string): Promise<OutsideProvider | undefined> {
  return (await q.query<OutsideProvider>('select * from oidc.outside_provider where id = $1', [id]))[0];
}

export async function insertProvider(
  q: Sql,
  provider: Omit<OutsideProvider, 'disabled' | 'version'>,
  by: { accountId: string; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `insert into oidc.outside_provider (id, issuer, client_id, method, sealed_secret, sealed_key, button_text, portals,
       linking, disabled, version, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, false, 1, $10, $11) on conflict (issuer, client_id) do nothing returning id`,
    [
      provider.id,
      provider.issuer,
      provider.client_id,
      provider.method,
      provider.sealed_secret,
      provider.sealed_key,
      provider.button_text,
      provider.portals,
      provider.linking,
      by.at,
      by.accountId,
    ],
  );
  return rows.length > 0;
}

export async function updateProvider(
  q: Sql,
  provider: OutsideProvider,
  version: number,
  by: { accountId: string; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `update oidc.outside_provider set button_text = $3, portals = $4, linking = $5, sealed_secret = $6, disabled = $7,
       changed_at = $8, changed_by = $9, version = version + 1 where id = $1 and version = $2 returning id`,
    [
      provider.id,
      version,
      provider.button_text,
      provider.portals,
      provider.linking,
      provider.sealed_secret,
      provider.disabled,
      by.at,
      by.accountId,
    ],
  );
  return rows.length > 0;
}

/** The account that is joined with a person of the provider; notes that it was used. */
export async function linkedAccount(
  q: Sql,
  providerId: string,
  subject: string,
  at: Date,
): Promise<string | undefined> {
  const [row] = await q.query<{ account_id: string }>(
    `update oidc.outside_link set last_used_at = $3 where provider_id = $1 and subject = $2 returning account_id`,
    [providerId, subject, at],
  );
  return row?.account_id;
}

/** A person there is one account here; a new link replaces the old one. */
export async function saveLink(
  q: Sql,
  link: { providerId: string; subject: string; accountId: string; at: Date; by: string },
): Promise<void> {
  await q.query(
    `insert into oidc.outside_link (provider_id, subject, account_id, linked_at, linked_by) values ($1, $2, $3, $4, $5)
     on conflict (provider_id, subject) do update set account_id = excluded.account_id, linked_at = excluded.linked_at,
       linked_by = excluded.linked_by`,
    [link.providerId, link.subject, link.accountId, link.at, link.by],
  );
}
