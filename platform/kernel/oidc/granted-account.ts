// The SQL that finds the account behind an access token: its app active, its account too, its consent not withdrawn.
import type { SignedInRecord } from '../auth/store.ts';
import { assignmentsOf } from '../auth/store.ts';
import type { Sql } from '../db/db.ts';

export interface GrantedRecord extends SignedInRecord {
  app_id: string;
  payload: string;
  granted_person: string | null;
}

export async function grantedAccount(q: Sql, idHash: Uint8Array, at: Date): Promise<GrantedRecord | undefined> {
  const [row] = await q.query<GrantedRecord>(
    `select a.id, a.id as account_id, 'app' as portal, $2::timestamptz as last_used_at, 0 as idle_seconds,
       x.expires_at as ends_at, null as stepped_up_until, a.login, a.display_name, a.kind, a.person_id, a.home_unit_id,
       a.locale, false as has_second_factor, ${assignmentsOf} as assignments,
       p.id as app_id, x.payload, c.person_id as granted_person
     from oidc.artifact x join oidc.app p on p.id = x.app_id and not p.disabled
       join auth.account a on a.id = coalesce(x.account_id, p.account_id) and not a.disabled
       left join oidc.consent c on c.grant_hash = x.grant_hash and c.revoked_at is null
     where x.id_hash = $1 and x.expires_at > $2
       and (x.model = 'ClientCredentials' or (x.model = 'AccessToken' and c.id is not null))`,
    [idHash, at],
  );
  return row;
}
