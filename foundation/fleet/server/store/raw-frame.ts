// Rows of frames that could not be used.
import type { Sql } from '#platform/kernel/db/db.ts';

export const keepRawFrame = (
  q: Sql,
  row: { id: string; receivedAt: Date; phone: string | undefined; reason: string; bytes: string },
): Promise<unknown> =>
  q.query('insert into fleet.raw_frame (id, received_at, phone, reason, bytes) values ($1, $2, $3, $4, $5)', [
    row.id,
    row.receivedAt,
    row.phone ?? null,
    row.reason,
    row.bytes,
  ]);

export const deleteRawFramesBefore = (q: Sql, at: Date): Promise<unknown> =>
  q.query('delete from fleet.raw_frame where received_at < $1', [at]);
