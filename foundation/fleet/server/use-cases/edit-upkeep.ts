// Changes what is on board: equipment, certificates of equipment and vehicle, stock. A renewed certificate is a new one.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { CertificateBody, EquipmentBody, StockBody } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { equipmentUnknown, idTaken, vehicleChanged } from '../problems.ts';
import { equipmentOf, insertCertificate, saveEquipment } from '../store/equipment.ts';
import { saveStock } from '../store/stock.ts';
import { overseenVehicle } from './overseen-vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

const permission = 'fleet.upkeep.write';

/** Writes, audits and tells in one transaction; the work answers undefined where nothing was written. */
async function change<Value>(
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  object: string,
  work: (q: Transaction) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  return kernel.db.tx(async (q) => {
    const done = await work(q);
    if (!done.ok) return done;
    await kernel.audit.record(q, actor, { action: 'update', permission, outcome: 'success', object });
    await publishReadiness(kernel, q, vehicleId);
    return done;
  });
}

export const putEquipment = (
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  body: EquipmentBody,
  seen: number,
): Promise<Result<{ version: number }>> =>
  change(parts, actor, vehicleId, `VehicleEquipment/${body.equipmentId}`, async (q) => {
    const version = await saveEquipment(q, vehicleId, body, seen);
    return version === undefined ? fail(vehicleChanged) : succeed({ version });
  });

export const addCertificate = (
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  body: CertificateBody,
  now: Date,
): Promise<Result<{ certificateId: string }>> =>
  change(parts, actor, vehicleId, `VehicleCertificate/${body.certificateId}`, async (q) => {
    const own = await equipmentOf(q, [vehicleId]);
    const isCalibration = body.kind === 'calibration';
    const known = own.some((one) => one.equipmentId === body.equipmentId);
    if (isCalibration ? !known : body.equipmentId !== undefined) return fail(equipmentUnknown);
    const added = { at: now, by: actor.accountId, simulated: false };
    return (await insertCertificate(q, vehicleId, body, added))
      ? succeed({ certificateId: body.certificateId })
      : fail(idTaken);
  });

export const putStock = (
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  body: StockBody,
  seen: number,
): Promise<Result<{ version: number }>> =>
  change(parts, actor, vehicleId, `VehicleStock/${body.stockId}`, async (q) => {
    const version = await saveStock(q, vehicleId, body, seen);
    return version === undefined ? fail(vehicleChanged) : succeed({ version });
  });
