// Which readings of a device were taken before.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface Claim {
  deviceId: string;
  measurementId: string;
}

/** Ids of those that nobody had taken before; they are taken now, with the caller's transaction. */
export async function claim(q: Sql, claims: readonly Claim[], receivedAt: Date): Promise<Set<string>> {
  // In one order: two batches with the same readings wait for each other and do not lock each other out.
  const ordered = claims.toSorted((left, right) => (left.measurementId < right.measurementId ? -1 : 1));
  const rows = await q.query<{ id: string }>(
    `insert into intake.claim (device_id, measurement_id, received_at)
     select r.device_id, r.measurement_id, $3 from unnest($1::uuid[], $2::uuid[]) as r (device_id, measurement_id)
     on conflict (device_id, measurement_id) do nothing returning measurement_id as id`,
    [ordered.map(({ deviceId }) => deviceId), ordered.map(({ measurementId }) => measurementId), receivedAt],
  );
  return new Set(rows.map(({ id }) => id));
}
