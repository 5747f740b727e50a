// Writes down that somebody stops or takes up reminders on a channel: when, and by which way it was said.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { ReminderChannel } from '../../contract.ts';
import { insertConsent, standingConsents, type ConsentRow } from '../store/preference.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';

export interface ConsentChange {
  id: string;
  channel: ReminderChannel;
  stopped: boolean;
  origin: ConsentRow['origin'];
  reason?: string | undefined;
  accountId?: string | undefined;
}

/** Returns the channels of which something changed; audited here where no person of the staff is behind it. */
export async function changeConsents(
  kernel: Kernel,
  q: Transaction,
  personId: string,
  changes: readonly ConsentChange[],
  at: Date,
): Promise<ReminderChannel[]> {
  const standing = new Map((await standingConsents(q, [personId])).map((row) => [row.channel, row.stopped]));
  const changed: ReminderChannel[] = [];
  for (const { id, channel, stopped, origin, reason, accountId } of changes) {
    if ((standing.get(channel) ?? false) === stopped) continue;
    const row = { personId, id, channel, stopped, at, origin, reason: reason ?? null, accountId: accountId ?? null };
    if (await insertConsent(q, row)) changed.push(channel);
  }
  const byWord = changes.find(({ origin }) => origin === 'sms-reply' || origin === 'call-key');
  if (changed.length > 0 && byWord)
    await kernel.audit.record(q, systemActor('messaging answer', kernel.newId()), {
      action: 'update',
      permission: 'messaging.preference.write',
      outcome: 'success',
      object: `MessagePreference/${personId}`,
      persons: [personId],
      detail: { stopped: byWord.stopped, origin: byWord.origin },
    });
  return changed;
}
