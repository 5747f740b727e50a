// Questions and answers of a person and the team, sealed; a thread keeps the last line and what is unread on each side.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';

export type Side = 'resident' | 'doctor';
export interface MessageRow {
  messageId: string;
  at: Date;
  from: Side;
  authorName: string;
  text: string;
  readAt: Date | null;
}
export interface ThreadFacts {
  personId: string;
  lastAt: Date;
  lastFrom: Side;
  lastText: string;
  unreadDoctor: number;
  unreadResident: number;
}

/** The last 200, oldest first. */
export async function messagesOf(q: Sql, cipher: FieldCipher, personId: string): Promise<MessageRow[]> {
  const rows = await q.query<MessageRow>(
    `select message_id as "messageId", written_at as at, from_side as "from", author_name as "authorName",
       text_sealed as text, read_at as "readAt"
     from family_doctor.message where patient_id = $1 order by written_at desc, message_id desc limit 200`,
    [personId],
  );
  return rows.toReversed().map((row) => ({ ...row, text: cipher.decrypt(row.text) }));
}

const threadColumns = `t.patient_id as "personId", t.last_at as "lastAt", t.last_from as "lastFrom",
  t.last_sealed as "lastText", t.unread_doctor as "unreadDoctor", t.unread_resident as "unreadResident"`;

/** Threads of these people, those who wait for an answer first, then the newest. */
export async function threadsOf(q: Sql, cipher: FieldCipher, personIds: readonly string[]): Promise<ThreadFacts[]> {
  const rows = await q.query<ThreadFacts>(
    `select ${threadColumns} from family_doctor.thread t where t.patient_id = any($1::uuid[])
     order by (t.last_from = 'resident') desc, t.last_at desc`,
    [personIds],
  );
  return rows.map((row) => ({ ...row, lastText: cipher.decrypt(row.lastText) }));
}

/** False where this message was written before. */
export async function insertMessage(
  q: Sql,
  cipher: FieldCipher,
  message: {
    personId: string;
    messageId: string;
    at: Date;
    from: Side;
    accountId: string;
    authorName: string;
    text: string;
  },
): Promise<boolean> {
  const sealed = cipher.encrypt(message.text);
  const rows = await q.query(
    `insert into family_doctor.message (patient_id, message_id, written_at, from_side, account_id, author_name, text_sealed)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning message_id`,
    [message.personId, message.messageId, message.at, message.from, message.accountId, message.authorName, sealed],
  );
  if (rows.length === 0) return false;
  const fromResident = message.from === 'resident' ? 1 : 0;
  await q.query(
    `insert into family_doctor.thread as t (patient_id, last_at, last_from, last_sealed, unread_doctor, unread_resident)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (patient_id) do update set last_at = excluded.last_at, last_from = excluded.last_from,
       last_sealed = excluded.last_sealed, unread_doctor = t.unread_doctor + excluded.unread_doctor,
       unread_resident = t.unread_resident + excluded.unread_resident`,
    [message.personId, message.at, message.from, sealed, fromResident, 1 - fromResident],
  );
  return true;
}

/** Marks what the other side wrote. */
export async function markThreadRead(q: Sql, personId: string, reader: Side, at: Date): Promise<void> {
  await q.query(
    `update family_doctor.message set read_at = $3 where patient_id = $1 and from_side <> $2 and read_at is null`,
    [personId, reader, at],
  );
  await q.query(
    reader === 'doctor'
      ? 'update family_doctor.thread set unread_doctor = 0 where patient_id = $1'
      : 'update family_doctor.thread set unread_resident = 0 where patient_id = $1',
    [personId],
  );
}
