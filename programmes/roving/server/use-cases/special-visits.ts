// Plans, moves or cancels a special visit to a site.
import { dayOf, fail, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { SiteDetail, SpecialVisitBody } from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notYourUnit, spanRefused, visitRefused, visitUnknown } from '../problems.ts';
import { publishedPlans } from '../store/plan.ts';
import { listSpecialVisits, saveSpecialVisit } from '../store/site.ts';
import { listVisits } from '../store/visit.ts';
import { monthOf } from '../../rules/month.ts';
import { countyOf } from './county-of.ts';
import { expectSpecialVisit } from './expect-visits.ts';
import { ownSite, readSite } from './sites.ts';
import { listVehicles } from './list-vehicles.ts';

const permission = 'roving.site.write';

/** `visitId` is absent for a new visit. A vehicle that is elsewhere at that time, or a past day, is refused. */
export async function planSpecialVisit(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  visitId: string | undefined,
  body: SpecialVisitBody,
  version: number,
  now: Date,
): Promise<Result<SiteDetail>> {
  const { kernel, registry } = parts;
  const site = await ownSite(parts, actor, servicePointId, permission);
  if (!site.ok) return fail(notYourUnit);
  if (body.toMinute <= body.fromMinute) return fail(spanRefused('toMinute'));
  if (body.on < dayOf(now) && !body.cancelled) return fail(visitRefused('roving.day-is-past', 'on'));
  const q = kernel.db;
  const before = visitId
    ? (await listSpecialVisits(q, { servicePointId })).find((one) => one.visitId === visitId)
    : undefined;
  if (visitId && !before) return fail(visitUnknown);
  if (body.vehicleId && !(await listVehicles(parts, q)).some((one) => one.vehicleId === body.vehicleId))
    return fail(visitRefused('roving.vehicle-unknown', 'vehicleId'));
  if (body.staffId && !(await registry.staff(q)).some((one) => one.staffId === body.staffId))
    return fail(visitRefused('roving.staff-unknown', 'staffId'));
  if (body.vehicleId && !body.cancelled && (await isBusy(parts, actor, body.vehicleId, visitId, body)))
    return fail(visitRefused('roving.vehicle-busy', 'vehicleId'));
  const row = {
    visitId: visitId ?? kernel.newId(),
    servicePointId,
    on: body.on,
    fromMinute: body.fromMinute,
    toMinute: body.toMinute,
    vehicleId: body.vehicleId ?? null,
    staffId: body.staffId ?? null,
    cancelled: body.cancelled ?? false,
    version: version + 1,
  };
  const saved = await kernel.db.tx(async (tx) => {
    if (!(await saveSpecialVisit(tx, row))) return false;
    const { villageId } = site.value;
    const village = (await registry.villages(tx)).find((one) => one.villageId === villageId);
    if (village) await expectSpecialVisit(parts, tx, village, row, now);
    await kernel.events.announce(tx, 'roving.special-visit-planned', {
      visitId: row.visitId,
      servicePointId,
      on: row.on,
      at: now.toISOString(),
    });
    await kernel.audit.record(tx, actor, {
      action: before ? 'update' : 'create',
      permission,
      outcome: 'success',
      object: `SpecialVisit/${row.visitId}`,
      version: row.version,
    });
    return true;
  });
  return saved ? readSite(parts, actor, servicePointId, now) : fail(changedMeanwhile);
}

/** Whether the vehicle has a published or special visit that overlaps. */
async function isBusy(
  parts: Parts,
  actor: Actor,
  vehicleId: string,
  own: string | undefined,
  { on, fromMinute, toMinute }: SpecialVisitBody,
): Promise<boolean> {
  const q = parts.kernel.db;
  const county = await countyOf(parts, actor);
  const plans = county ? await publishedPlans(q, county.countyId, monthOf(on)) : [];
  const ids = plans.filter((plan) => plan.month === monthOf(on)).map((plan) => plan.planId);
  const planned = await listVisits(q, ids, { vehicleId, fromOn: on, toOn: on });
  const special = (await listSpecialVisits(q, { on })).filter(
    (visit) => visit.vehicleId === vehicleId && visit.visitId !== own && !visit.cancelled,
  );
  return (
    planned.some((visit) => visit.arriveMinute < toMinute && fromMinute < visit.leaveMinute) ||
    special.some((visit) => visit.fromMinute < toMinute && fromMinute < visit.toMinute)
  );
}
