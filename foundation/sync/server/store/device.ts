// Rows of devices.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface DeviceRow {
  deviceId: string;
  accountId: string;
  name: string;
  enrolledAt: Date;
  seenAt: Date;
  revokedAt?: Date;
  revokedReason?: string;
  wipedAt?: Date;
}

/** Adds the device; an older one under the same id stays as it is. */
export async function addDevice(q: Sql, one: Pick<DeviceRow, 'deviceId' | 'accountId' | 'name'>, now: Date) {
  await q.query(
    `insert into sync.device (id, account_id, name, enrolled_at, seen_at) values ($1, $2, $3, $4, $4)
     on conflict (id) do nothing`,
    [one.deviceId, one.accountId, one.name, now],
  );
}

const columns = `id as "deviceId", account_id as "accountId", name, enrolled_at as "enrolledAt", seen_at as "seenAt",
  revoked_at as "revokedAt", revoked_reason as "revokedReason", wiped_at as "wipedAt"`;
export async function findDevice(q: Sql, deviceId: string): Promise<DeviceRow | undefined> {
  const [row] = await q.query<DeviceRow>(`select ${columns} from sync.device where id = $1`, [deviceId]);
  return row;
}
/** Newest first; of all accounts where none are named. */
export const listDevices = (q: Sql, accountIds: readonly string[] | undefined): Promise<DeviceRow[]> =>
  q.query<DeviceRow>(
    `select ${columns} from sync.device where $1::uuid[] is null or account_id = any($1::uuid[])
     order by enrolled_at desc limit 500`,
    [accountIds ?? null],
  );

export const seeDevice = (q: Sql, deviceId: string, now: Date): Promise<unknown> =>
  q.query('update sync.device set seen_at = $2 where id = $1', [deviceId, now]);

export const revokeDevice = (q: Sql, deviceId: string, by: string, reason: string, now: Date): Promise<unknown> =>
  q.query(
    `update sync.device set revoked_at = $4, revoked_by = $2, revoked_reason = $3 where id = $1 and revoked_at is null`,
    [deviceId, by, reason, now],
  );

export const wipedDevice = (q: Sql, deviceId: string, now: Date): Promise<unknown> =>
  q.query('update sync.device set wiped_at = coalesce(wiped_at, $2) where id = $1', [deviceId, now]);

export async function operationCounts(q: Sql, deviceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await q.query<{ device_id: string; count: string }>(
    'select device_id, count(*) as count from sync.operation where device_id = any($1::uuid[]) group by device_id',
    [deviceIds],
  );
  return new Map(rows.map((row) => [row.device_id, Number(row.count)]));
}
