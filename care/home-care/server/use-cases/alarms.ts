// Alarms of nurses at people's homes: raised by the safety button or the clock, shown at the duty desk, acknowledged by name.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import { homeCareTopic, type Alarm, type AlarmBody } from '../../visits-contract.ts';
import { metresBetween, readPosition } from '../../rules/distance.ts';
import type { Parts } from '../parts.ts';
import { acknowledgedAlready, notYourVisit, visitUnknown } from '../problems.ts';
import { acknowledge, insertAlarm, listAlarms } from '../store/alarm.ts';
import { findVisit } from '../store/visit.ts';
import type { VisitKey } from './visit-sheet.ts';
import { deskPermission } from './work.ts';

const visitPermission = 'home-care.order.visit';
const dayMilliseconds = 86_400_000;

/** The nurse's own visit only. The id is the client's: pressed twice, it is one alarm. */
export async function raiseAlarm(
  parts: Parts,
  actor: Actor,
  key: VisitKey,
  body: AlarmBody,
  now: Date,
): Promise<Result<{ alarmId: string }>> {
  const { kernel, messaging } = parts;
  const visit = await findVisit(kernel.db, key.personId, key.orderId);
  if (!visit) return fail(visitUnknown);
  if (visit.nurseId !== actor.accountId) return fail(notYourVisit);
  await kernel.db.tx(async (q) => {
    await insertAlarm(q, {
      personId: key.personId,
      alarmId: body.alarmId,
      orderId: key.orderId,
      organisationId: visit.organisationId,
      kind: 'safety',
      raisedByName: actor.displayName,
      raisedAt: now,
      lon: body.position?.lon ?? visit.lon,
      lat: body.position?.lat ?? visit.lat,
    });
    await messaging.sendToMany(q, await accountsAbove(q, ['gp'], visit.organisationId, now), {
      code: 'home-care-safety-alarm',
      parameters: { nurse: actor.displayName },
      notificationId: body.alarmId,
      urgency: 'urgent',
      link: '/home-care/desk',
    });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: visitPermission,
      outcome: 'success',
      persons: [key.personId],
      object: `HomeCareAlarm/${body.alarmId}`,
    });
    await kernel.live.publish(q, homeCareTopic, { alarm: true });
  });
  return succeed({ alarmId: body.alarmId });
}

export async function readAlarms(parts: Parts, actor: Actor, now: Date): Promise<Result<{ alarms: Alarm[] }>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const organisationIds = await kernel.access.unitsOf(actor, deskPermission);
  const rows = await listAlarms(q, organisationIds, new Date(now.getTime() - dayMilliseconds));
  const villages = new Map((await registry.villages(q)).map((one) => [one.villageId, one.name]));
  const alarms: Alarm[] = [];
  for (const row of rows) {
    const visit = await findVisit(q, row.personId, row.orderId);
    const [person] = await registry.persons(q, [row.personId]);
    const [here, there] = [readPosition(row), readPosition({ lon: visit?.lon, lat: visit?.lat })];
    actor.span.persons.add(row.personId);
    alarms.push({
      alarmId: row.alarmId,
      orderId: row.orderId,
      personId: row.personId,
      kind: row.kind,
      raisedByName: row.raisedByName,
      raisedAt: row.raisedAt.toISOString(),
      villageName: (visit?.villageId && villages.get(visit.villageId)) ?? '',
      ...(row.lon !== null && row.lat !== null && { position: { lon: row.lon, lat: row.lat } }),
      ...(here && there && { metresAway: metresBetween(here, there) }),
      ...(person?.address && { address: person.address }),
      ...(person?.phone && { phone: person.phone }),
      ...(visit?.nurseName && { nurseName: visit.nurseName }),
      itemName: visit?.itemName ?? '',
      ...(row.acknowledgedByName && { acknowledgedByName: row.acknowledgedByName }),
      ...(row.acknowledgedAt && { acknowledgedAt: row.acknowledgedAt.toISOString() }),
    });
  }
  return succeed({ alarms });
}

export async function acknowledgeAlarm(
  parts: Parts,
  actor: Actor,
  key: VisitKey & { alarmId: string },
  now: Date,
): Promise<Result<{ alarms: Alarm[] }>> {
  const { kernel } = parts;
  const organisationIds = await kernel.access.unitsOf(actor, deskPermission);
  const done = await kernel.db.tx(async (q) => {
    if (!(await acknowledge(q, { ...key, organisationIds }, actor.displayName, now))) return false;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: deskPermission,
      outcome: 'success',
      persons: [key.personId],
      object: `HomeCareAlarm/${key.alarmId}`,
    });
    await kernel.live.publish(q, homeCareTopic, {});
    return true;
  });
  return done ? readAlarms(parts, actor, now) : fail(acknowledgedAlready);
}
