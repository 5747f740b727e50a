// Rows of what people chose, and of what they stopped and took up again.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ReminderChannel } from '../../contract.ts';

export interface PreferenceRow {
  personId: string;
  channels: ReminderChannel[];
  fromMinute: number;
  toMinute: number;
  locale: 'zh-CN' | 'en';
  slowVoice: boolean;
  version: number;
}
export const findPreferences = (q: Sql, personIds: readonly string[]): Promise<PreferenceRow[]> =>
  q.query<PreferenceRow>(
    `select patient_id as "personId", channels, from_minute as "fromMinute", to_minute as "toMinute", locale,
       slow_voice as "slowVoice", version from messaging.preference where patient_id = any($1::uuid[])`,
    [personIds],
  );

/** False where somebody else has changed it meanwhile; version 0 makes the first row. */
export async function savePreference(q: Sql, row: PreferenceRow, changed: { at: Date; by: string }): Promise<boolean> {
  const rows = await q.query(
    `insert into messaging.preference as p
       (patient_id, channels, from_minute, to_minute, locale, slow_voice, version, changed_at, changed_by)
     values ($1, $2::text[], $3, $4, $5, $6, 1, $8, $9)
     on conflict (patient_id) do update set channels = excluded.channels, from_minute = excluded.from_minute,
       to_minute = excluded.to_minute, locale = excluded.locale, slow_voice = excluded.slow_voice,
       version = p.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
       where p.version = $7 returning version`,
    [
      row.personId,
      row.channels,
      row.fromMinute,
      row.toMinute,
      row.locale,
      row.slowVoice,
      row.version,
      changed.at,
      changed.by,
    ],
  );
  return rows.length > 0;
}

export interface ConsentRow {
  personId: string;
  id: string;
  channel: ReminderChannel;
  stopped: boolean;
  at: Date;
  origin: 'sms-reply' | 'call-key' | 'person' | 'staff';
  reason: string | null;
  accountId: string | null;
}
/** False where it was written before. */
export async function insertConsent(q: Sql, row: ConsentRow): Promise<boolean> {
  const rows = await q.query(
    `insert into messaging.channel_consent (patient_id, id, channel, stopped, at, origin, reason, account_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (patient_id, id) do nothing returning id`,
    [row.personId, row.id, row.channel, row.stopped, row.at, row.origin, row.reason, row.accountId],
  );
  return rows.length > 0;
}

const consentColumns = `patient_id as "personId", id, channel, stopped, at, origin, reason, account_id as "accountId"`;
/** The newest of each channel. */
export const standingConsents = (q: Sql, personIds: readonly string[]): Promise<ConsentRow[]> =>
  q.query<ConsentRow>(
    `select distinct on (patient_id, channel) ${consentColumns} from messaging.channel_consent
     where patient_id = any($1::uuid[]) order by patient_id, channel, at desc, id desc`,
    [personIds],
  );
/** Newest first. */
export const consentsOf = (q: Sql, personId: string): Promise<ConsentRow[]> =>
  q.query<ConsentRow>(
    `select ${consentColumns} from messaging.channel_consent where patient_id = $1 order by at desc, id desc limit 50`,
    [personId],
  );
