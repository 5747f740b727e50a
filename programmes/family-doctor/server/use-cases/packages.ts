// The county's packages and services: in force on a day, and changed from a day on.
import { dayOf, fail, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions, type ItemBody, type PackageBody, type PackagesReply } from '../../contract.ts';
import { inForce, type ServiceItem } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import { noCounty, serviceUnknown, versionStands } from '../problems.ts';
import { insertItem, insertPackage, readCatalogueOf, type Saved } from '../store/package.ts';
import { countyOfActor } from './places.ts';

export async function readPackages(
  parts: Parts,
  actor: Actor,
  on: Day | undefined,
  now: Date,
): Promise<Result<PackagesReply>> {
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const day = on ?? dayOf(now);
  const { packages, services } = await readCatalogueOf(parts.kernel.db, countyId);
  return succeed({ on: day, packages: inForce(packages, day), services: inForce(services, day) });
}

export const savePackage = (parts: Parts, actor: Actor, body: PackageBody, now: Date): Promise<Result<PackagesReply>> =>
  save(parts, actor, { code: body.code, day: body.validFrom }, now, async (q, saved) => {
    const known = new Set(
      inForce((await readCatalogueOf(q, saved.countyId)).services, body.validFrom).map(({ code }) => code),
    );
    if (body.items.some(({ service }) => !known.has(service))) return fail(serviceUnknown);
    return (await insertPackage(q, { ...body, simulated: false }, saved)) ? succeed(undefined) : fail(versionStands);
  });

export const saveItem = (parts: Parts, actor: Actor, body: ItemBody, now: Date): Promise<Result<PackagesReply>> =>
  save(parts, actor, { code: body.code, day: body.validFrom }, now, async (q, saved) => {
    const { forms, visits } = body.countedBy;
    const item: ServiceItem = {
      ...body,
      countedBy: { ...(forms && { forms }), ...(visits && { visits }) },
      simulated: false,
    };
    return (await insertItem(q, item, saved)) ? succeed(undefined) : fail(versionStands);
  });

async function save(
  parts: Parts,
  actor: Actor,
  { code, day }: { code: string; day: Day },
  now: Date,
  write: (q: Transaction, saved: Saved) => Promise<Result<void>>,
): Promise<Result<PackagesReply>> {
  const { kernel } = parts;
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const written = await kernel.db.tx(async (q) => {
    const done = await write(q, { countyId, at: now, by: actor.displayName });
    if (done.ok)
      await kernel.audit.record(q, actor, {
        action: 'update',
        permission: permissions.editPackages,
        outcome: 'success',
        object: `FamilyDoctorPackage/${code}`,
      });
    return done;
  });
  return written.ok ? readPackages(parts, actor, day, now) : written;
}
