// Registers a service point, changes what is known of it, or closes it.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { readPhone } from '../../rules/phone.ts';
import type { ServicePointBody, ServicePointDetail } from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import {
  changedMeanwhile,
  notYourUnit,
  servicePointRefused,
  servicePointUnknown,
  villageUnknown,
} from '../problems.ts';
import { findServicePoints, saveServicePoint, type ServicePointFound } from '../store/service-point.ts';
import { listVillages, savePlaces } from '../store/unit.ts';
import { detailOf } from './find-service-points.ts';

const permission = 'registry.service-point.write';

/** `servicePointId` is absent for a new point; `version` is that of the row which was changed. */
export async function editServicePoint(
  parts: Parts,
  actor: Actor,
  servicePointId: string | undefined,
  body: ServicePointBody,
  version: number,
): Promise<Result<ServicePointDetail>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, permission);
  const keeperPhone = body.keeperPhone ? readPhone(body.keeperPhone) : body.keeperPhone;
  if (body.keeperPhone && !keeperPhone) return fail(servicePointRefused('registry.phone-unreadable', 'keeperPhone'));
  return kernel.db.tx(async (q) => {
    const [village] = await listVillages(q, [body.villageId]);
    if (!village) return fail(villageUnknown);
    if (!units.includes(body.villageId)) return fail(notYourUnit);
    const [before] = servicePointId ? await findServicePoints(q, kernel.cipher, { ids: [servicePointId] }) : [];
    if (servicePointId && !before) return fail(servicePointUnknown);
    if (before && !units.includes(before.villageId)) return fail(notYourUnit);
    if (before && before.version !== version) return fail(changedMeanwhile);
    const { position, closedOn, ...facts } = body;
    const after: ServicePointFound = {
      ...before,
      ...facts,
      servicePointId: servicePointId ?? kernel.newId(),
      villageName: village.name,
      townshipId: before?.townshipId ?? '',
      townshipName: village.townshipName,
      keeperName: body.keeperName === undefined ? before?.keeperName : body.keeperName || undefined,
      keeperPhone: keeperPhone === undefined ? before?.keeperPhone : keeperPhone || undefined,
      position:
        position === undefined
          ? before?.position
          : position === null
            ? undefined
            : { lon: position.lon, lat: position.lat, accuracy: 'surveyed' as const },
      closedOn: closedOn === undefined ? before?.closedOn : (closedOn ?? undefined),
      hasNetwork: body.network !== 'none',
      simulated: before?.simulated ?? false,
      version: version + 1,
    };
    return writePoint(parts, q, actor, after, before ? 'update' : 'create');
  });
}

export async function writePoint(
  { kernel, projections }: Parts,
  q: Transaction,
  actor: Actor,
  after: ServicePointFound,
  action: 'create' | 'update',
): Promise<Result<ServicePointDetail>> {
  const place = {
    placeId: after.servicePointId,
    kind: after.kind,
    name: after.name,
    unitId: after.villageId,
    lon: after.position?.lon,
    lat: after.position?.lat,
    positionAccuracy: after.position?.accuracy,
    simulated: after.simulated,
  };
  await savePlaces(q, [place]);
  if (!(await saveServicePoint(q, kernel.cipher, after))) return fail(changedMeanwhile);
  for (const projection of projections) await projection.places?.(q, [place]);
  await kernel.events.announce(q, 'registry.service-point-changed', {
    servicePointId: after.servicePointId,
    villageId: after.villageId,
    at: kernel.clock.now().toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action,
    permission,
    outcome: 'success',
    object: `ServicePoint/${after.servicePointId}`,
    version: after.version,
  });
  return succeed(detailOf(after, kernel.access.view(actor, permission) !== 'full'));
}
