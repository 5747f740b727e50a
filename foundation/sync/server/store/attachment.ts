// Rows of files that come in chunks.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface AttachmentRow {
  attachmentId: string;
  personId: string;
  accountId: string;
  bytes: number;
  digest: string;
  mediaType: string;
  completedAt?: Date;
}

/** Opens it where it is new; the row that stands is the answer. Undefined where it lies under another person. */
export async function openAttachment(
  q: Sql,
  one: AttachmentRow & { deviceId: string },
  now: Date,
): Promise<AttachmentRow | undefined> {
  await q.query(
    `insert into sync.attachment_place (attachment_id, patient_id) values ($1, $2) on conflict (attachment_id) do nothing`,
    [one.attachmentId, one.personId],
  );
  const place = await placeOf(q, one.attachmentId);
  if (place !== one.personId) return undefined;
  await q.query(
    `insert into sync.attachment (patient_id, attachment_id, device_id, account_id, bytes, digest, media_type, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (patient_id, attachment_id) do nothing`,
    [one.personId, one.attachmentId, one.deviceId, one.accountId, one.bytes, one.digest, one.mediaType, now],
  );
  return findAttachment(q, one.attachmentId);
}

async function placeOf(q: Sql, attachmentId: string): Promise<string | undefined> {
  const [row] = await q.query<{ patient_id: string }>(
    'select patient_id from sync.attachment_place where attachment_id = $1',
    [attachmentId],
  );
  return row?.patient_id;
}

export async function findAttachment(q: Sql, attachmentId: string): Promise<AttachmentRow | undefined> {
  const personId = await placeOf(q, attachmentId);
  if (!personId) return undefined;
  const [row] = await q.query<AttachmentRow>(
    `select attachment_id as "attachmentId", patient_id as "personId", account_id as "accountId", bytes, digest,
       media_type as "mediaType", completed_at as "completedAt"
     from sync.attachment where patient_id = $1 and attachment_id = $2`,
    [personId, attachmentId],
  );
  return row;
}

export async function receivedChunks(q: Sql, attachmentId: string): Promise<number[]> {
  const rows = await q.query<{ chunk_index: number }>(
    'select chunk_index from sync.attachment_chunk where attachment_id = $1 order by chunk_index',
    [attachmentId],
  );
  return rows.map((row) => row.chunk_index);
}

export const noteChunk = (q: Sql, attachmentId: string, index: number, bytes: number): Promise<unknown> =>
  q.query(
    `insert into sync.attachment_chunk (attachment_id, chunk_index, bytes) values ($1, $2, $3)
     on conflict (attachment_id, chunk_index) do nothing`,
    [attachmentId, index, bytes],
  );

export const forgetChunks = (q: Sql, attachmentId: string): Promise<unknown> =>
  q.query('delete from sync.attachment_chunk where attachment_id = $1', [attachmentId]);

export const completeAttachment = (q: Sql, one: AttachmentRow, now: Date): Promise<unknown> =>
  q.query(
    'update sync.attachment set completed_at = coalesce(completed_at, $3) where patient_id = $1 and attachment_id = $2',
    [one.personId, one.attachmentId, now],
  );
