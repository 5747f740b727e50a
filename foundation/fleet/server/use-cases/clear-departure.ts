// Clears a vehicle for the day: refused with the list where it is not fit to go; an override needs a permission, a reason and a second person.
import { dayOf, fail, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { FleetVehicle } from '../../contract.ts';
import type { Departure, OverrideBody, VehicleReadiness } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { notReady, otherDay, reasonTooShort, secondPersonIsYou } from '../problems.ts';
import { departuresOn, insertDeparture } from '../store/departure.ts';
import { checklistAt, checklistsOf, gatherReadiness } from './gather-readiness.ts';
import { overseenVehicle } from './overseen-vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

type Override = Pick<OverrideBody, 'reason' | 'secondPerson'>;
interface Asked {
  vehicleId: string;
  day: Day;
  override?: Override;
}

/** Pressed twice, or by two people at once, it is one departure: the one that came first. */
export async function clearDeparture(
  parts: FleetParts,
  actor: Actor,
  { vehicleId, day, override }: Asked,
  now: Date,
): Promise<Result<Departure>> {
  const { kernel } = parts;
  const permission = override ? 'fleet.departure.override' : 'fleet.departure.clear';
  if (day !== dayOf(now)) return fail(otherDay);
  const found = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!found.ok) return found;
  const vehicle = found.value;
  const refused = override && (await overrideRefused(parts, actor, vehicle, day, override));
  if (refused) return refused;
  const lists = await checklistsOf(parts, [vehicle], day);
  return kernel.db.tx(async (q) => {
    const [standing] = await departuresOn(q, [vehicleId], day);
    if (standing) return succeed(standing);
    const [judged] = await gatherReadiness(parts, q, [vehicle], day, lists);
    if (!judged!.ready && !override) return fail(notReady(kernel.messages, actor.locale, judged!));
    const missing = missingOf(judged!);
    // What is ready after all needs no override and keeps none.
    const kept = override && missing.length > 0 ? { ...override, missing } : undefined;
    const first = await insertDeparture(q, {
      departureId: kernel.newId(),
      vehicleId,
      on: day,
      clearedAt: now,
      clearedBy: actor.displayName,
      clearedById: actor.accountId,
      ...(kept && { override: kept }),
    });
    const [departure] = await departuresOn(q, [vehicleId], day);
    if (!first) return succeed(departure!);
    await kernel.audit.record(q, actor, {
      action: 'execute',
      permission,
      outcome: 'success',
      object: `Departure/${departure!.departureId}`,
      detail: { override: kept !== undefined, missing: missing.length },
    });
    await kernel.events.announce(q, 'fleet.departure-cleared', {
      departureId: departure!.departureId,
      vehicleId,
      on: day,
      override: kept !== undefined,
      at: now.toISOString(),
    });
    if (kept) await tellOfOverride(parts, q, vehicle, departure!, now);
    await publishReadiness(kernel, q, vehicleId);
    return succeed(departure!);
  });
}

const missingOf = ({ findings }: VehicleReadiness) =>
  findings.filter((one) => one.state === 'missing').map(({ item, reason }) => ({ item, reason }));

async function overrideRefused(
  parts: FleetParts,
  actor: Actor,
  { organisationId }: FleetVehicle,
  day: Day,
  { reason, secondPerson }: Override,
): Promise<Result<Departure> | undefined> {
  const { overrideReasonCharacters } = (await checklistAt(parts, organisationId, day)).checklist;
  if ([...reason].length < overrideReasonCharacters) return fail(reasonTooShort(overrideReasonCharacters));
  return secondPerson === actor.displayName ? fail(secondPersonIsYou) : undefined;
}

async function tellOfOverride(
  { kernel, messaging }: FleetParts,
  q: Transaction,
  vehicle: FleetVehicle,
  { departureId, clearedBy, override }: Departure,
  now: Date,
): Promise<void> {
  const recipients = await accountsAbove(q, ['bureau', 'township-admin'], vehicle.organisationId, now);
  await messaging.sendToMany(q, recipients, {
    code: 'fleet-departure-override',
    parameters: {
      vehicle: `${vehicle.name} ${vehicle.plate}`,
      by: clearedBy,
      second: override!.secondPerson,
      reason: override!.reason,
      items: override!.missing.map(({ item }) => kernel.messages.render('zh-CN', `fleet.item.${item}`)).join('、'),
    },
    notificationId: departureId,
    urgency: 'urgent',
    link: `fleet/${vehicle.vehicleId}`,
  });
}
