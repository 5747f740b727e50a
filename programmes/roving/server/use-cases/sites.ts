// Sites of special visits: care homes, communities and enterprises with their agreements and visits.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { readPhone } from '#foundation/registry/rules/phone.ts';
import { maskName, maskPhone } from '#foundation/registry/rules/mask.ts';
import type { ServicePointFound } from '#foundation/registry/server/index.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { addMonths, monthOf } from '../../rules/month.ts';
import type { AgreementBody, OutreachSite, SiteDetail, SpecialVisit } from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notYourUnit, siteUnknown, visitRefused } from '../problems.ts';
import {
  countMembers,
  listAgreements,
  listSpecialVisits,
  saveAgreement,
  type AgreementRow,
  type SpecialVisitRow,
} from '../store/site.ts';
import { listVehicles } from './list-vehicles.ts';

const permission = 'roving.site.read';
const kinds = new Set(['care-home', 'community', 'enterprise']);

export async function readSites(parts: Parts, actor: Actor, now: Date): Promise<Result<{ sites: OutreachSite[] }>> {
  const { kernel } = parts;
  const points = await ownPoints(parts, actor, kernel.db, permission);
  const agreements = new Map((await listAgreements(kernel.db, kernel.cipher)).map((one) => [one.servicePointId, one]));
  const members = await countMembers(kernel.db);
  const visits = Map.groupBy(await listSpecialVisits(kernel.db, {}), (visit) => visit.servicePointId);
  const masked = kernel.access.view(actor, permission) !== 'full';
  return succeed({
    sites: points.map((point) =>
      siteOf(
        point,
        agreements.get(point.servicePointId),
        members,
        visits.get(point.servicePointId) ?? [],
        masked,
        dayOf(now),
      ),
    ),
  });
}

/** Points of the three kinds in the actor's own units. */
async function ownPoints(
  { kernel, registry }: Parts,
  actor: Actor,
  q: Sql,
  asked: string,
): Promise<ServicePointFound[]> {
  const units = new Set(await kernel.access.unitsOf(actor, asked));
  // Whoever works in an institution is asked for the villages around it: its teams' villages are theirs too.
  const villages = new Set(
    (await registry.teams(q, dayOf(kernel.clock.now())))
      .filter((team) => units.has(team.teamId) || units.has(team.organisationId))
      .flatMap((team) => team.villages.map((village) => village.villageId)),
  );
  return (await registry.servicePoints(q)).filter(
    (point) =>
      kinds.has(point.kind) && !point.closedOn && (units.has(point.villageId) || villages.has(point.villageId)),
  );
}

export async function ownSite(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  asked: string,
): Promise<Result<ServicePointFound>> {
  const point = (await ownPoints(parts, actor, parts.kernel.db, asked)).find(
    (one) => one.servicePointId === servicePointId,
  );
  return point ? succeed(point) : fail(siteUnknown);
}

export async function readSite(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  now: Date,
): Promise<Result<SiteDetail>> {
  const { kernel, registry } = parts;
  const point = await ownSite(parts, actor, servicePointId, permission);
  if (!point.ok) return point;
  const q = kernel.db;
  const agreement = (await listAgreements(q, kernel.cipher)).find((one) => one.servicePointId === servicePointId);
  const visits = await listSpecialVisits(q, { servicePointId });
  const vehicles = new Map((await listVehicles(parts, q)).map((one) => [one.vehicleId, one.name]));
  const staff = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  const masked = kernel.access.view(actor, permission) !== 'full';
  return succeed({
    ...siteOf(point.value, agreement, await countMembers(q), visits, masked, dayOf(now)),
    visits: visits.map((visit): SpecialVisit => ({
      visitId: visit.visitId,
      on: visit.on,
      fromMinute: visit.fromMinute,
      toMinute: visit.toMinute,
      ...(visit.vehicleId && { vehicleId: visit.vehicleId, vehicleName: vehicles.get(visit.vehicleId) ?? '' }),
      ...(visit.staffId && { staffId: visit.staffId, staffName: staff.get(visit.staffId) ?? '' }),
      cancelled: visit.cancelled,
      version: visit.version,
    })),
  });
}

function siteOf(
  point: ServicePointFound,
  agreement: AgreementRow | undefined,
  members: ReadonlyMap<string, number>,
  visits: readonly SpecialVisitRow[],
  masked: boolean,
  today: string,
): OutreachSite {
  const held = visits.filter((visit) => !visit.cancelled);
  const last = held.findLast((visit) => visit.on < today)?.on;
  const next = held.find((visit) => visit.on >= today)?.on;
  const due = agreement && last ? addMonths(monthOf(last), agreement.cadenceMonths) : undefined;
  return {
    servicePointId: point.servicePointId,
    kind: point.kind as OutreachSite['kind'],
    name: point.name,
    villageName: point.villageName,
    townshipName: point.townshipName,
    ...(agreement && {
      agreement: {
        contactName: masked ? maskName(agreement.contactName) : agreement.contactName,
        ...(agreement.contactPhone && {
          contactPhone: masked ? maskPhone(agreement.contactPhone) : agreement.contactPhone,
        }),
        cadenceMonths: agreement.cadenceMonths,
        ...(agreement.note && { note: agreement.note }),
      },
    }),
    members: members.get(point.servicePointId) ?? 0,
    ...(last && { lastVisitOn: last }),
    ...(next && { nextVisitOn: next }),
    overdue: agreement !== undefined && next === undefined && (due === undefined || due <= monthOf(today)),
    version: agreement?.version ?? 0,
  };
}

export async function setAgreement(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  body: AgreementBody,
  version: number,
  now: Date,
): Promise<Result<SiteDetail>> {
  const { kernel } = parts;
  const point = await ownSite(parts, actor, servicePointId, 'roving.site.write');
  if (!point.ok) return fail(notYourUnit);
  const phone = body.contactPhone ? readPhone(body.contactPhone) : body.contactPhone;
  if (body.contactPhone && !phone) return fail(visitRefused('roving.phone-unreadable', 'contactPhone'));
  const saved = await kernel.db.tx(async (q) => {
    const before = (await listAgreements(q, kernel.cipher)).find((one) => one.servicePointId === servicePointId);
    const contactPhone = phone === undefined ? before?.contactPhone : phone || undefined;
    const { contactName, cadenceMonths, note } = body;
    const after = {
      servicePointId,
      contactName,
      cadenceMonths,
      ...(note && { note }),
      ...(contactPhone && { contactPhone }),
      version: version + 1,
    };
    if (!(await saveAgreement(q, kernel.cipher, after))) return false;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: 'roving.site.write',
      outcome: 'success',
      object: `OutreachSite/${servicePointId}`,
      version: version + 1,
    });
    return true;
  });
  return saved ? readSite(parts, actor, servicePointId, now) : fail(changedMeanwhile);
}
