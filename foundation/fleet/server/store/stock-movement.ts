// Movements of what lies on board: taken out, put back, counted. A quantity never falls below zero; what is missing is kept as a shortage.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { StockItem } from '../../readiness-contract.ts';
import { publishReadiness } from '../use-cases/publish-readiness.ts';

export interface StockOnBoard extends StockItem {
  vehicleId: string;
  /** Taken by devices that did not know of each other, beyond what there was: to be counted. */
  short: number;
}
export interface StockMovement {
  /** Made by the caller: the same movement twice counts once. */
  movementId: string;
  /** `count` sets the quantity and ends the shortage; the others change it. */
  kind: 'out' | 'return' | 'count';
  vehicleId: string;
  stockId: string;
  quantity: number;
  /** The document that it comes from, e.g. `pharmacy.dispensing/<id>`. */
  source: string;
  at: Date;
  accountId: string;
}

export const stockOnBoard = (q: Sql, vehicleIds: readonly string[]): Promise<StockOnBoard[]> =>
  q.query(
    `select id as "stockId", vehicle_id as "vehicleId", item_code as "itemCode", name, batch, expires_on as "expiresOn",
       quantity::float8 as quantity, unit, version, short::float8 as short from fleet.stock_item
     where vehicle_id = any($1::uuid[]) and (quantity > 0 or short > 0) order by expires_on, id`,
    [vehicleIds],
  );

/** How much of each batch is missing after them, by movement; movements of unknown batches are left out. */
export async function moveStock(
  kernel: Kernel,
  q: Transaction,
  movements: readonly StockMovement[],
): Promise<Map<string, number>> {
  const missing = new Map<string, number>();
  // In one order, so that two transactions never wait for each other.
  for (const one of movements.toSorted((a, b) => (a.stockId < b.stockId ? -1 : 1))) {
    const [row] = await q.query<{ quantity: number; short: number }>(
      `select quantity::float8 as quantity, short::float8 as short from fleet.stock_item -- reference
       where id = $1 and vehicle_id = $2 for update`,
      [one.stockId, one.vehicleId],
    );
    if (!row) continue;
    const after = moved(row, one);
    const short = Math.max(0, after.short - row.short);
    const fresh = await q.query(
      `insert into fleet.stock_movement (id, kind, vehicle_id, stock_id, quantity, short, source, at, account_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id, kind) do nothing returning id`,
      [one.movementId, one.kind, one.vehicleId, one.stockId, one.quantity, short, one.source, one.at, one.accountId],
    );
    if (fresh.length === 0) continue;
    await q.query('update fleet.stock_item set quantity = $2, short = $3, version = version + 1 where id = $1', [
      one.stockId,
      after.quantity,
      after.short,
    ]);
    missing.set(one.movementId, short);
  }
  for (const vehicleId of new Set(movements.map((one) => one.vehicleId))) await publishReadiness(kernel, q, vehicleId);
  return missing;
}

function moved(
  { quantity, short }: { quantity: number; short: number },
  change: Pick<StockMovement, 'kind' | 'quantity'>,
): { quantity: number; short: number } {
  switch (change.kind) {
    case 'count':
      return { quantity: change.quantity, short: 0 };
    case 'out':
      return {
        quantity: Math.max(0, quantity - change.quantity),
        short: short + Math.max(0, change.quantity - quantity),
      };
    case 'return':
      return {
        quantity: quantity + Math.max(0, change.quantity - short),
        short: Math.max(0, short - change.quantity),
      };
  }
}
