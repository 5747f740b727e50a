// Rows of what lies on board: item, batch, expiry, quantity.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { StockBody, StockItem } from '../../readiness-contract.ts';

/** First what expires first; used up batches are left out. */
export const stockOf = (q: Sql, vehicleIds: readonly string[]): Promise<(StockItem & { vehicleId: string })[]> =>
  q.query(
    `select id as "stockId", vehicle_id as "vehicleId", item_code as "itemCode", name, batch,
       expires_on as "expiresOn", quantity::float8 as quantity, unit, version from fleet.stock_item
     where vehicle_id = any($1::uuid[]) and quantity > 0 order by expires_on, id`,
    [vehicleIds],
  );

/** Inserts version 1 where the editor saw none, or follows the version that was seen; undefined where it moved on. */
export async function saveStock(
  q: Sql,
  vehicleId: string,
  { stockId, itemCode, name, batch, expiresOn, quantity, unit }: StockBody,
  seen: number,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    `insert into fleet.stock_item as s (id, vehicle_id, item_code, name, batch, expires_on, quantity, unit, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
     on conflict (id) do update set item_code = excluded.item_code, name = excluded.name, batch = excluded.batch,
       expires_on = excluded.expires_on, quantity = excluded.quantity, unit = excluded.unit, version = s.version + 1
       where s.version = $9 and s.vehicle_id = excluded.vehicle_id
     returning version`,
    [stockId, vehicleId, itemCode, name, batch, expiresOn, quantity, unit, seen],
  );
  return row?.version;
}
