// A count on board sets the quantities and ends shortages.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { StockMovement } from '#foundation/fleet/server/index.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { DocumentState, Operation } from '#foundation/sync/rules/operation.ts';
import { pharmacyKinds, type StockCounted } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { vehicleElsewhere } from '../problems.ts';

export const countStock = 'pharmacy.stock.count';

export async function projectStockCount(
  { fleet }: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  added: readonly Operation[],
): Promise<Result<void>> {
  const vehicleId = document.fields['vehicleId']?.[0]?.value;
  const vehicle = (await fleet.vehicles(q)).find((one) => one.vehicleId === vehicleId);
  // Who works in the village counts the vehicle that came there; the sync has checked the village.
  if (!vehicle) return fail(vehicleElsewhere);
  const movements: StockMovement[] = [];
  for (const { operationId, madeAt, set } of added)
    for (const [field, value] of Object.entries(set)) {
      if (!field.startsWith('count.')) continue;
      const stockId = field.slice('count.'.length);
      movements.push({
        movementId: await documentIdOf(operationId, stockId),
        kind: 'count',
        vehicleId: vehicle.vehicleId,
        stockId,
        quantity: (value as unknown as StockCounted).quantity,
        source: `${pharmacyKinds.stockCount}/${document.documentId}`,
        at: new Date(madeAt),
        accountId: actor.accountId,
      });
    }
  await fleet.moveStock(q, movements);
  return succeed(undefined);
}
