// Fills an empty county: equipment, certificates, stock, crews, proofs of the day, maintenance.
import type { Day } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { CertificateBody, CrewBody, EquipmentBody, MaintenanceBody, StockBody } from '../../readiness-contract.ts';
import { insertCrew } from '../store/crew.ts';
import { insertCertificate, saveEquipment } from '../store/equipment.ts';
import { insertMaintenance } from '../store/maintenance.ts';
import { insertProof } from '../store/proof.ts';
import { bindMaintenance } from './bind-maintenance.ts';
import { saveStock } from '../store/stock.ts';

export interface UpkeepLoad {
  vehicleId: string;
  equipment: readonly EquipmentBody[];
  certificates: readonly CertificateBody[];
  stock: readonly StockBody[];
  crew: readonly CrewBody[];
  maintenance: readonly MaintenanceBody[];
  proofs: readonly {
    proofId: string;
    item: string;
    on: Day;
    how: 'automatic' | 'manual';
    testedBy: string;
    note: string;
  }[];
}

export async function loadUpkeep(
  kernel: Kernel,
  q: Transaction,
  { vehicleId, ...load }: UpkeepLoad,
  at: Date,
): Promise<void> {
  const by = systemAccountId;
  for (const one of load.equipment) await saveEquipment(q, vehicleId, one, 0);
  for (const one of load.certificates) await insertCertificate(q, vehicleId, one, { at, by, simulated: true });
  for (const one of load.stock) await saveStock(q, vehicleId, one, 0);
  for (const one of load.crew) await insertCrew(q, vehicleId, one, { at, by });
  for (const one of load.maintenance) {
    await insertMaintenance(q, vehicleId, one);
    await bindMaintenance(kernel, q, { ...one, vehicleId, state: 'planned', version: 1 });
  }
  for (const one of load.proofs) await insertProof(q, { ...one, vehicleId, passed: true, at, testerId: by });
}
