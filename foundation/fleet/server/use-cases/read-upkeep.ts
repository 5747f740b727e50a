// Answers everything about one vehicle that its institution keeps: equipment, documents, stock, maintenance, crew.
import { dayOf, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { VehicleUpkeep } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { crewOf } from '../store/crew.ts';
import { certificatesOf, equipmentOf } from '../store/equipment.ts';
import { maintenanceOf } from '../store/maintenance.ts';
import { dayAfter } from '../store/partition.ts';
import { stockOf } from '../store/stock.ts';
import { ridingOn } from './gather-readiness.ts';
import { overseenVehicle } from './overseen-vehicle.ts';

/** Maintenance of the last year and of all time ahead. */
const daysBack = 365;
const endOfTime = '9999-12-31';

export async function readUpkeep(
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  asked: Day | undefined,
  now: Date,
): Promise<Result<VehicleUpkeep>> {
  const { db } = parts.kernel;
  const found = await overseenVehicle(parts, db, actor, 'fleet.readiness.read', vehicleId);
  if (!found.ok) return found;
  const day = asked ?? dayOf(now);
  const ids = [vehicleId];
  const certificates = (await certificatesOf(db, ids)).map(({ vehicleId: _of, ...one }) => one);
  const equipment = (await equipmentOf(db, ids)).map(({ vehicleId: _of, ...one }) => ({
    ...one,
    certificates: certificates.filter((paper) => paper.equipmentId === one.equipmentId),
  }));
  const { organisationId } = found.value;
  const organisation = (await parts.registry.organisations(db, {})).find(
    (one) => one.organisationId === organisationId,
  );
  const colleagues = (await parts.registry.staff(db)).filter((one) => one.organisationId === organisationId);
  return succeed({
    vehicle: { ...found.value, organisationName: organisation?.name ?? '' },
    equipment,
    documents: certificates.filter((paper) => paper.equipmentId === undefined),
    stock: (await stockOf(db, ids)).map(({ vehicleId: _of, ...one }) => one),
    maintenance: await maintenanceOf(db, ids, { from: dayAfter(day, -daysBack), to: endOfTime }),
    crew: (await crewOf(db, ids, day)).map(({ vehicleId: _of, ...one }) => one),
    riding: (await ridingOn(parts, db, ids, day)).get(vehicleId) ?? [],
    colleagues: colleagues.map(({ staffId, name, profession }) => ({ staffId, name, profession })),
  });
}
