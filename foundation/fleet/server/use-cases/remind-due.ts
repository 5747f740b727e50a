// Reminds institution and bureau of what falls due soon and of what is overdue: once each for every thing and day.
import { dayOf } from '#platform/contract.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import { usualChecklist } from '../../rules/usual-checklist.ts';
import type { FleetParts } from '../parts.ts';
import { noteReminder } from '../store/maintenance.ts';
import { dayAfter } from '../store/partition.ts';
import { vehiclesOf } from '../store/vehicle.ts';
import { dueDates } from './due-dates.ts';

export async function remindDue({ kernel, messaging }: FleetParts): Promise<void> {
  const now = kernel.clock.now();
  const today = dayOf(now);
  const vehicles = await vehiclesOf(kernel.db);
  const due = await dueDates(kernel.db, vehicles, { today, to: dayAfter(today, usualChecklist.dueSoonDays) });
  const organisationOf = new Map(vehicles.map((one) => [one.vehicleId, one.organisationId]));
  for (const one of due) {
    const stage = one.overdue ? 'overdue' : 'soon';
    await kernel.db.tx(async (q) => {
      if (!(await noteReminder(q, { ...one, stage }, now))) return;
      const recipients = await accountsAbove(q, ['bureau', 'township-admin'], organisationOf.get(one.vehicleId)!, now);
      await messaging.sendToMany(q, recipients, {
        code: `fleet-due-${stage}`,
        parameters: {
          vehicle: `${one.vehicleName} ${one.plate}`,
          what: kernel.messages.render('zh-CN', `fleet.maintenance.${one.kind}`),
          title: one.title,
          on: one.on,
        },
        notificationId: kernel.newId(),
        urgency: one.overdue ? 'urgent' : 'normal',
        link: `fleet/${one.vehicleId}`,
      });
    });
  }
}
