// Says who rides on a vehicle: the standing crew, or a stand-in for some days.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { CrewBody } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { crewEntryUnknown, endsBeforeItBegins, idTaken } from '../problems.ts';
import { endCrew, insertCrew } from '../store/crew.ts';
import { dayAfter } from '../store/partition.ts';
import { overseenVehicle } from './overseen-vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

const permission = 'fleet.crew.write';

export async function assignCrew(
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  body: CrewBody,
  now: Date,
): Promise<Result<{ entryId: string }>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  if (body.toOn !== undefined && body.toOn < body.fromOn) return fail(endsBeforeItBegins);
  return kernel.db.tx(async (q) => {
    if (!(await insertCrew(q, vehicleId, body, { at: now, by: actor.accountId }))) return fail(idTaken);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      object: `CrewEntry/${body.entryId}`,
    });
    await publishReadiness(kernel, q, vehicleId);
    return succeed({ entryId: body.entryId });
  });
}

export async function removeCrew(
  parts: FleetParts,
  actor: Actor,
  { vehicle: vehicleId, entry: entryId }: { vehicle: string; entry: string },
  now: Date,
): Promise<Result<{ entryId: string }>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  const today = dayOf(now);
  return kernel.db.tx(async (q) => {
    if (!(await endCrew(q, vehicleId, entryId, today, dayAfter(today, -1)))) return fail(crewEntryUnknown);
    await kernel.audit.record(q, actor, {
      action: 'delete',
      permission,
      outcome: 'success',
      object: `CrewEntry/${entryId}`,
    });
    await publishReadiness(kernel, q, vehicleId);
    return succeed({ entryId });
  });
}
