// Days in the workshop bind the vehicle's time: a commitment like any other, of which the fleet itself is the source.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Maintenance } from '../../readiness-contract.ts';
import { setCommitments, setCommitmentStatus } from './set-commitments.ts';

const source = 'fleet';
const statusOf = { planned: 'planned', done: 'kept', cancelled: 'cancelled' } as const;

export async function bindMaintenance(
  kernel: Kernel,
  q: Transaction,
  { maintenanceId, vehicleId, fromOn, toOn, state }: Maintenance,
): Promise<void> {
  if (state !== 'planned')
    return setCommitmentStatus(kernel, q, source, [{ sourceId: maintenanceId, status: statusOf[state] }]);
  const fromAt = new Date(`${fromOn}T00:00:00+08:00`);
  const toAt = new Date(Date.parse(`${toOn}T00:00:00+08:00`) + 86_400_000);
  return setCommitments(kernel, q, {
    source,
    rows: [{ sourceId: maintenanceId, vehicleId, kind: 'maintenance', fromAt, toAt }],
  });
}
