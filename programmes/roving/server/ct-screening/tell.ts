// Tells people of their screening, in the app and as a text to the phone, and staff of what waits for them.
import { dayOf, type MessageParameters } from '#platform/contract.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { Parts } from '../parts.ts';

export type PersonNotice =
  | 'ct-invited'
  | 'ct-booked'
  | 'ct-slot-given'
  | 'ct-tomorrow'
  | 'ct-moved'
  | 'ct-moved-waiting'
  | 'ct-result-negative'
  | 'ct-result-follow-up'
  | 'ct-result-suspicious'
  | 'ct-case-due'
  | 'ct-case-closed';

/** Month, day and hour as words of a notice. */
export const when = (on: string, minute?: number): MessageParameters => ({
  on,
  month: Number(on.slice(5, 7)),
  day: Number(on.slice(8)),
  ...(minute !== undefined && { time: clockText(minute) }),
});

/** No finding stands in a text to a phone: it says that there is news, and where to read it. */
export async function tellPerson(
  { messaging }: Parts,
  q: Sql,
  personId: string,
  code: PersonNotice,
  parameters: MessageParameters = {},
  urgent = false,
): Promise<void> {
  await messaging.send(q, {
    recipient: personId,
    code,
    parameters,
    link: 'ct-screening',
    urgency: urgent ? 'urgent' : 'normal',
    channels: ['sms'],
  });
}

/** Accounts with one of the roles along the path of the unit. */
export async function tellStaff(
  { kernel, messaging }: Parts,
  q: Sql,
  roles: readonly Role[],
  unitIds: readonly string[],
  code: string,
  parameters: MessageParameters,
): Promise<void> {
  const accounts = new Set<string>();
  for (const unitId of unitIds)
    for (const account of await accountsAbove(q, roles, unitId, kernel.clock.now())) accounts.add(account);
  await messaging.sendToMany(q, [...accounts], {
    code,
    parameters,
    notificationId: kernel.newId(),
    urgency: 'urgent',
  });
}

export const today = ({ kernel }: Parts): string => dayOf(kernel.clock.now());
