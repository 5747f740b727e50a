// Plans days in the workshop, which bind the vehicle, and ends them: done or not needed.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Maintenance, MaintenanceBody, MaintenanceStateBody } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { endsBeforeItBegins, idTaken, maintenanceUnknown, vehicleChanged } from '../problems.ts';
import { endMaintenance, findMaintenance, insertMaintenance } from '../store/maintenance.ts';
import { bindMaintenance } from './bind-maintenance.ts';
import { overseenVehicle } from './overseen-vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

const permission = 'fleet.maintenance.write';

/** Sent again it is the same. */
export async function planMaintenance(
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  body: MaintenanceBody,
): Promise<Result<{ version: number }>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  if (body.toOn < body.fromOn) return fail(endsBeforeItBegins);
  return kernel.db.tx(async (q) => {
    const first = await insertMaintenance(q, vehicleId, body);
    const standing = await findMaintenance(q, body.maintenanceId);
    if (standing?.vehicleId !== vehicleId) return fail(idTaken);
    if (first) await keep(parts, q, actor, standing);
    return succeed({ version: standing.version });
  });
}

export async function finishMaintenance(
  parts: FleetParts,
  actor: Actor,
  { vehicle: vehicleId, maintenance: id }: { vehicle: string; maintenance: string },
  { state }: MaintenanceStateBody,
  seen: number,
): Promise<Result<{ version: number }>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  return kernel.db.tx(async (q) => {
    const standing = await findMaintenance(q, id);
    if (standing?.vehicleId !== vehicleId) return fail(maintenanceUnknown);
    const version = await endMaintenance(q, id, state, seen);
    if (version === undefined) return fail(vehicleChanged);
    await keep(parts, q, actor, { ...standing, state });
    return succeed({ version });
  });
}

async function keep({ kernel }: FleetParts, q: Transaction, actor: Actor, maintenance: Maintenance) {
  await bindMaintenance(kernel, q, maintenance);
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    object: `Maintenance/${maintenance.maintenanceId}`,
    detail: { state: maintenance.state },
  });
  await publishReadiness(kernel, q, maintenance.vehicleId);
}
