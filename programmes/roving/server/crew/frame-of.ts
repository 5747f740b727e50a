// Where an attendance took place and for whom the crew worked: by its visit, never by whoever happened to send it.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { DocumentState } from '#foundation/sync/rules/operation.ts';
import { isUuid } from '#platform/contract.ts';
import type { AttendanceFrame } from '../../rules/crew/attendance.ts';
import type { Parts } from '../parts.ts';
import { listVehicles } from '../use-cases/list-vehicles.ts';
import { findCheckIn } from '../store/check-in.ts';

/** A visit that was taken out of the plan meanwhile does not lose what was done: the account's own house stands then. */
export async function frameOf(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
): Promise<AttendanceFrame> {
  const visitId = document.fields['visitId']?.[0]?.value;
  const visit = typeof visitId === 'string' && isUuid(visitId) ? await findCheckIn(q, visitId) : undefined;
  const [person] = await parts.registry.persons(q, [document.personId]);
  const vehicle = visit && (await listVehicles(parts, q)).find(({ vehicleId }) => vehicleId === visit.vehicleId);
  return {
    organizationId: vehicle?.organisationId ?? actor.homeUnitId,
    ...(visit && { pointId: visit.servicePointId }),
    simulated: person?.simulated ?? false,
  };
}
