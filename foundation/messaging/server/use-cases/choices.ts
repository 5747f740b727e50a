// How people are to be reminded: what they chose and stopped, or the usual order and hours.
import { personsWithAccount } from '#platform/kernel/auth/accounts.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ReminderChannel } from '../../contract.ts';
import { usualPreferences } from '../../rules/reach-hours.ts';
import { findPreferences, standingConsents } from '../store/preference.ts';

export interface Choice {
  channels: ReminderChannel[];
  fromMinute: number;
  toMinute: number;
  locale: 'zh-CN' | 'en';
  slowVoice: boolean;
  version: number;
  stopped: ReminderChannel[];
  hasAccount: boolean;
}

export async function choicesOf(q: Sql, personIds: readonly string[]): Promise<Map<string, Choice>> {
  const rows = new Map((await findPreferences(q, personIds)).map((row) => [row.personId, row]));
  const consents = Map.groupBy(await standingConsents(q, personIds), ({ personId }) => personId);
  const accounts = new Set(await personsWithAccount(q, personIds));
  return new Map(
    personIds.map((personId) => {
      const { channels, fromMinute, toMinute, locale, slowVoice, version } = rows.get(personId) ?? {
        ...usualPreferences,
        locale: 'zh-CN' as const,
        slowVoice: false,
        version: 0,
      };
      const stopped = (consents.get(personId) ?? []).flatMap((one) => (one.stopped ? [one.channel] : []));
      const hasAccount = accounts.has(personId);
      return [personId, { channels, fromMinute, toMinute, locale, slowVoice, version, stopped, hasAccount }];
    }),
  );
}
