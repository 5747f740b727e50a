// Rows of what waits for somebody to say whose it is.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ClockState, HeldContent, HeldReason } from '../../contract.ts';
import type { HeldQuery } from '../../inbox-contract.ts';

export interface HeldRow {
  measurementId: string;
  deviceId: string | null;
  serial: string;
  unitId: string;
  reason: HeldReason;
  content: HeldContent;
  deviceTime: string | null;
  clock: ClockState;
  takenAt: Date;
  receivedAt: Date;
  /** Login of the account that sent it. */
  sender: string;
  simulated: boolean;
}

/** How many are new: what waits already, or was decided, stays as it is. */
export async function insertHeld(q: Sql, rows: readonly HeldRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const saved = await q.query<{ id: string }>(
    `insert into intake.held (measurement_id, device_id, serial, unit_id, reason, content, device_time, clock, taken_at,
       received_at, sender, simulated)
     select r.measurement_id, r.device_id, r.serial, r.unit_id, r.reason, r.content, r.device_time, r.clock, r.taken_at,
       r.received_at, r.sender, r.simulated
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::timestamptz[], $10::timestamptz[], $11::text[], $12::boolean[])
       as r (measurement_id, device_id, serial, unit_id, reason, content, device_time, clock, taken_at, received_at,
         sender, simulated)
     on conflict (measurement_id) do nothing returning measurement_id as id`,
    [
      rows.map((row) => row.measurementId),
      rows.map((row) => row.deviceId),
      rows.map((row) => row.serial),
      rows.map((row) => row.unitId),
      rows.map((row) => row.reason),
      rows.map((row) => JSON.stringify(row.content)),
      rows.map((row) => row.deviceTime),
      rows.map((row) => row.clock),
      rows.map((row) => row.takenAt),
      rows.map((row) => row.receivedAt),
      rows.map((row) => row.sender),
      rows.map((row) => row.simulated),
    ],
  );
  return new Set(saved.map(({ id }) => id));
}

export interface DecidedRow extends HeldRow {
  state: 'open' | 'assigned' | 'discarded';
  decidedAt: Date | null;
  decidedBy: string | null;
  discardReason: string | null;
  personId: string | null;
  observations: string[];
  version: number;
}
const columns = `h.measurement_id as "measurementId", h.device_id as "deviceId", h.serial, h.unit_id as "unitId", h.reason,
  h.content, h.device_time as "deviceTime", h.clock, h.taken_at as "takenAt", h.received_at as "receivedAt", h.sender,
  h.simulated, h.state, h.decided_at as "decidedAt", h.decided_by as "decidedBy", h.discard_reason as "discardReason",
  h.person_id as "personId", h.observations, h.version`;
const read = <Row extends DecidedRow>(row: Row): Row => ({
  ...row,
  content: JSON.parse(row.content as unknown as string) as HeldContent,
});

/** Held for this transaction: one person decides. */
export async function lockHeld(q: Sql, measurementId: string): Promise<DecidedRow | undefined> {
  const [row] = await q.query<DecidedRow>(
    `select ${columns} from intake.held h where h.measurement_id = $1 for update -- local`,
    [measurementId],
  );
  return row && read(row);
}

export async function findHeld(
  q: Sql,
  units: readonly string[],
  query: HeldQuery,
  pageSize: number,
): Promise<(DecidedRow & { total: number })[]> {
  const state = query.state ?? 'open';
  const args: unknown[] = [units, state];
  const all = ['h.unit_id = any($1::uuid[])', 'h.state = $2'];
  if (query.reason) all.push(`h.reason = $${args.push(query.reason)}`);
  if (query.text) all.push(`h.serial ilike $${args.push(`%${query.text.replaceAll(/[\\%_]/g, '\\$&')}%`)}`);
  const at = state === 'open' ? 'h.taken_at' : 'h.decided_at';
  const way = query.order === 'oldest' ? 'asc' : 'desc';
  const from = `$${args.push(((query.page ?? 1) - 1) * pageSize)}`;
  const rows = await q.query<DecidedRow & { total: number }>(
    `select ${columns}, count(*) over ()::integer as total from intake.held h where ${all.join(' and ')}
     order by ${at} ${way}, h.measurement_id limit ${pageSize} offset ${from}`,
    args,
  );
  return rows.map(read);
}

export async function countOpen(q: Sql, units: readonly string[]): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    `select count(*)::integer as count from intake.held where unit_id = any($1::uuid[]) and state = 'open'`,
    [units],
  );
  return row!.count;
}

export const decideHeld = (
  q: Sql,
  row: Pick<
    DecidedRow,
    'measurementId' | 'state' | 'discardReason' | 'personId' | 'observations' | 'decidedAt' | 'decidedBy'
  >,
): Promise<unknown> =>
  q.query(
    `update intake.held set state = $2, discard_reason = $3, person_id = $4, observations = $5, decided_at = $6,
       decided_by = $7, version = version + 1 where measurement_id = $1`,
    [row.measurementId, row.state, row.discardReason, row.personId, row.observations, row.decidedAt, row.decidedBy],
  );

/** A device that nobody knew is in the register now: what it sent waits where it belongs. */
export const handHeldOver = (
  q: Sql,
  device: { deviceId: string; serial: string; unitId: string },
): Promise<{ id: string }[]> =>
  q.query(
    `update intake.held set device_id = $2, unit_id = $3, version = version + 1
     where serial = $1 and device_id is null and state = 'open' returning measurement_id as id`,
    [device.serial, device.deviceId, device.unitId],
  );
