// A vehicle that left its base without clearance raises an alarm, once a day, to its institution and the bureau.
import { z } from 'zod';
import { dayOf } from '#platform/contract.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { FleetParts } from '../parts.ts';
import { departuresOn, insertAlarm } from '../store/departure.ts';
import { vehicleById } from '../store/vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

const started = z.object({ vehicleId: z.uuid(), on: z.iso.date(), startedAt: z.iso.datetime({ offset: true }) });

export async function watchDeparture(
  { kernel, messaging }: FleetParts,
  payload: unknown,
  eventId: string,
): Promise<void> {
  const { vehicleId, on, startedAt } = started.parse(payload);
  const now = kernel.clock.now();
  // A track that is filled in afterwards alarms nobody.
  if (on !== dayOf(now)) return;
  await kernel.db.tx(async (q) => {
    const vehicle = await vehicleById(q, vehicleId);
    const [cleared] = await departuresOn(q, [vehicleId], on);
    if (!vehicle || cleared || !(await insertAlarm(q, vehicleId, on, new Date(startedAt)))) return;
    const recipients = await accountsAbove(q, ['bureau', 'township-admin', 'gp', 'nurse'], vehicle.organisationId, now);
    await messaging.sendToMany(q, recipients, {
      code: 'fleet-left-without-clearance',
      parameters: { vehicle: `${vehicle.name} ${vehicle.plate}` },
      notificationId: eventId,
      urgency: 'urgent',
      link: `fleet/${vehicleId}`,
    });
    await publishReadiness(kernel, q, vehicleId);
  });
}
