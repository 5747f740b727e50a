// Rows of devices.
import type { Sql } from '#platform/kernel/db/db.ts';
import { isUniqueViolation } from '#platform/kernel/db/transaction.ts';
import type { DeviceKind, DevicesQuery, DeviceState } from '../../contract.ts';

export interface DeviceRow {
  deviceId: string;
  serial: string;
  kind: DeviceKind;
  model: string;
  unitId: string;
  shared: boolean;
  state: DeviceState;
  senderAccount: string | null;
  simulated: boolean;
  lastHeardAt: Date | null;
  version: number;
}
const columns = `d.device_id as "deviceId", d.serial, d.kind, d.model, d.unit_id as "unitId", d.shared, d.state,
  d.sender_account as "senderAccount", d.simulated, d.last_heard_at as "lastHeardAt", d.version`;

export const devicesBySerial = (q: Sql, serials: readonly string[]): Promise<DeviceRow[]> =>
  q.query<DeviceRow>(`select ${columns} from intake.device d where d.serial = any($1::text[])`, [serials]);

export const devicesById = (q: Sql, deviceIds: readonly string[]): Promise<DeviceRow[]> =>
  q.query<DeviceRow>(`select ${columns} from intake.device d where d.device_id = any($1::uuid[])`, [deviceIds]);

/** Holds the device until the transaction ends: who has it is decided by one at a time. */
export async function lockDevice(q: Sql, deviceId: string): Promise<DeviceRow | undefined> {
  const [row] = await q.query<DeviceRow>(
    `select ${columns} from intake.device d where d.device_id = $1 for update -- local`,
    [deviceId],
  );
  return row;
}

/** False where the serial number stands already. */
export async function insertDevices(
  q: Sql,
  rows: readonly Omit<DeviceRow, 'lastHeardAt' | 'version'>[],
): Promise<boolean> {
  try {
    await q.query(
      `insert into intake.device (device_id, serial, kind, model, unit_id, shared, state, sender_account, simulated, version)
       select r.device_id, r.serial, r.kind, r.model, r.unit_id, r.shared, r.state, r.sender_account, r.simulated, 1
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::boolean[], $7::text[], $8::text[],
         $9::boolean[]) as r (device_id, serial, kind, model, unit_id, shared, state, sender_account, simulated)`,
      [
        rows.map(({ deviceId }) => deviceId),
        rows.map(({ serial }) => serial),
        rows.map(({ kind }) => kind),
        rows.map(({ model }) => model),
        rows.map(({ unitId }) => unitId),
        rows.map(({ shared }) => shared),
        rows.map(({ state }) => state),
        rows.map(({ senderAccount }) => senderAccount),
        rows.map(({ simulated }) => simulated),
      ],
    );
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** False where somebody changed it meanwhile. */
export async function updateDevice(q: Sql, row: DeviceRow, version: number): Promise<boolean> {
  const changed = await q.query(
    `update intake.device set model = $3, unit_id = $4, shared = $5, state = $6, sender_account = $7, version = version + 1
     where device_id = $1 and version = $2 returning 1`,
    [row.deviceId, version, row.model, row.unitId, row.shared, row.state, row.senderAccount],
  );
  return changed.length > 0;
}

/** So rarely that a device that sends each minute is not written each minute. */
const heardEverySeconds = 600;
export const noteHeard = (q: Sql, deviceIds: readonly string[], at: Date): Promise<unknown> =>
  q.query(
    `update intake.device set last_heard_at = $2 where device_id in (
       select device_id from intake.device where device_id = any($1::uuid[])
         and (last_heard_at is null or last_heard_at < $3) order by device_id for update skip locked -- local
     )`,
    [deviceIds, at, new Date(at.getTime() - heardEverySeconds * 1_000)],
  );

/** When devices of a generated county were last heard, each at its own time. */
export const loadHeard = (q: Sql, heard: readonly { deviceId: string; at: Date }[]): Promise<unknown> =>
  q.query(
    `update intake.device d set last_heard_at = h.at from unnest($1::uuid[], $2::timestamptz[]) as h (device_id, at)
     where d.device_id = h.device_id and (d.last_heard_at is null or d.last_heard_at < h.at)`,
    [heard.map(({ deviceId }) => deviceId), heard.map(({ at }) => at)],
  );

export interface DeviceFound extends DeviceRow {
  lent: boolean;
  total: number;
}
const orders: Record<NonNullable<DevicesQuery['order']>, string> = {
  serial: 'd.serial',
  kind: 'd.kind, d.serial',
  heard: 'd.last_heard_at desc nulls last, d.serial',
};
export function findDevices(
  q: Sql,
  units: readonly string[],
  query: DevicesQuery,
  now: Date,
  pageSize: number,
): Promise<DeviceFound[]> {
  const args: unknown[] = [units, now];
  const lent = `exists (select 1 from intake.device_person p where p.device_id = d.device_id and p.from_at <= $2
    and (p.to_at is null or p.to_at > $2))`;
  const all = ['d.unit_id = any($1::uuid[])'];
  if (query.text) {
    const like = `$${args.push(`%${query.text.replaceAll(/[\\%_]/g, '\\$&')}%`)}`;
    all.push(`(d.serial ilike ${like} or d.model ilike ${like})`);
  }
  if (query.kind) all.push(`d.kind = $${args.push(query.kind)}`);
  if (query.state === 'lent') all.push(lent);
  else if (query.state === 'shared') all.push(`d.shared and d.state = 'in-use'`);
  else if (query.state === 'in-stock') all.push(`not d.shared and d.state = 'in-use' and not ${lent}`);
  else if (query.state) all.push(`d.state = $${args.push(query.state)}`);
  const from = `$${args.push(((query.page ?? 1) - 1) * pageSize)}`;
  return q.query<DeviceFound>(
    `select ${columns}, ${lent} as lent, count(*) over ()::integer as total from intake.device d
     where ${all.join(' and ')} order by ${orders[query.order ?? 'serial']} limit ${pageSize} offset ${from}`,
    args,
  );
}
