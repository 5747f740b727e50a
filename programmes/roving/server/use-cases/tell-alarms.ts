// Tells of visits that are late or missed, and when the vehicle came after all: the county's planners, the house in charge, the village's doctor.
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { dayOf } from '#platform/contract.ts';
import type { AlarmKind } from '../../check-in-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { Parts } from '../parts.ts';
import type { CheckInRow } from '../store/check-in.ts';
import { listVehicles } from './list-vehicles.ts';

const codes: Record<AlarmKind, string> = { late: 'roving-visit-late', missed: 'roving-visit-missed' };

export const tellAlarm = (parts: Parts, q: Transaction, row: CheckInRow, kind: AlarmKind): Promise<void> =>
  tell(parts, q, row, codes[kind], 'urgent', {
    minutes: Math.round((parts.kernel.clock.now().getTime() - row.plannedArriveAt.getTime()) / 60_000),
  });

export const tellResolved = (parts: Parts, q: Transaction, row: CheckInRow): Promise<void> =>
  tell(parts, q, row, 'roving-visit-came', 'normal', { arrived: timeOf(row.arriveAt!) });

async function tell(
  parts: Parts,
  q: Transaction,
  row: CheckInRow,
  code: string,
  urgency: 'normal' | 'urgent',
  more: Record<string, string | number>,
): Promise<void> {
  const { kernel, registry, messaging } = parts;
  const now = kernel.clock.now();
  const vehicle = (await listVehicles(parts, q)).find(({ vehicleId }) => vehicleId === row.vehicleId);
  const village = (await registry.villages(q)).find(({ villageId }) => villageId === row.villageId);
  const recipients = new Set(await accountsAbove(q, ['bureau', 'township-admin'], row.villageId, now));
  const house = row.teamId ?? vehicle?.organisationId;
  if (house)
    for (const account of await accountsAbove(q, ['gp', 'village-doctor'], house, now)) recipients.add(account);
  for (const account of await accountsAbove(q, ['village-doctor'], row.villageId, now)) recipients.add(account);
  await messaging.sendToMany(q, [...recipients], {
    code,
    parameters: {
      village: village?.name ?? '',
      vehicle: vehicle?.name ?? '',
      time: timeOf(row.plannedArriveAt),
      ...more,
    },
    notificationId: kernel.newId(),
    urgency,
  });
}

const timeOf = (at: Date): string => clockText((at.getTime() - Date.parse(`${dayOf(at)}T00:00:00+08:00`)) / 60_000);
