// Rows of gateways over HTTP, and of the answers that they bring.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface GatewayRow {
  channel: 'sms';
  address: string;
  keyId: string;
  sealedSecret: string;
  enabled: boolean;
  version: number;
}
export const findGateway = async (q: Sql, channel: string): Promise<GatewayRow | undefined> =>
  (
    await q.query<GatewayRow>(
      `select channel, address, key_id as "keyId", sealed_secret as "sealedSecret", enabled, version
       from messaging.gateway where channel = $1`,
      [channel],
    )
  )[0];

export async function saveGateway(q: Sql, row: GatewayRow, changed: { at: Date; by: string }): Promise<boolean> {
  const rows = await q.query(
    `insert into messaging.gateway as g (channel, address, key_id, sealed_secret, enabled, version, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, 1, $7, $8)
     on conflict (channel) do update set address = excluded.address, key_id = excluded.key_id,
       sealed_secret = excluded.sealed_secret, enabled = excluded.enabled, version = g.version + 1,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by where g.version = $6 returning version`,
    [row.channel, row.address, row.keyId, row.sealedSecret, row.enabled, row.version, changed.at, changed.by],
  );
  return rows.length > 0;
}

/** False where it was heard before. */
export async function insertIncoming(
  q: Sql,
  row: { id: string; at: Date; addressHash: string; body: string; meaning: string },
): Promise<boolean> {
  const rows = await q.query(
    `insert into messaging.incoming (id, at, address_hash, body, meaning) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing returning id`,
    [row.id, row.at, row.addressHash, row.body, row.meaning],
  );
  return rows.length > 0;
}
