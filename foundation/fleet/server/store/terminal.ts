// Rows of terminals: which vehicle they send for, and what proves that it is they.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Datum } from '#foundation/geo/rules/datum.ts';
import type { Edition } from '../../rules/jt808/frame.ts';

export interface TerminalLoad {
  terminalId: string;
  /** Digits without leading zeros, as in the header of each frame. */
  phone: string;
  vehicleId: string;
  /** In which its positions come. */
  datum: Datum;
  /** Slows it down; the gateway's limit unless told. */
  pointsPerSecond?: number | undefined;
  blocked?: boolean;
  /** Login of the device account that may send for it over MQTT. */
  deviceAccount?: string | undefined;
}

export interface Terminal {
  id: string;
  phone: string;
  vehicleId: string;
  plate: string;
  datum: Datum;
  pointsPerSecond: number | null;
  blocked: boolean;
  deviceId: string | null;
  deviceAccount: string | null;
  codeHash: Uint8Array | null;
}

/** Adds terminals or moves them to another vehicle; what a terminal registered with stays. */
export async function saveTerminals(q: Sql, terminals: readonly TerminalLoad[]): Promise<void> {
  for (const { terminalId, phone, vehicleId, datum, pointsPerSecond, blocked, deviceAccount } of terminals)
    await q.query(
      `insert into fleet.terminal (id, phone, vehicle_id, datum, points_per_second, blocked, device_account)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (phone) do update set vehicle_id = excluded.vehicle_id, datum = excluded.datum,
         points_per_second = excluded.points_per_second, blocked = excluded.blocked,
         device_account = coalesce(excluded.device_account, terminal.device_account)`,
      [terminalId, phone, vehicleId, datum, pointsPerSecond ?? null, blocked ?? false, deviceAccount ?? null],
    );
}

export async function terminalOf(q: Sql, phone: string): Promise<Terminal | undefined> {
  const [row] = await q.query<Terminal>(
    `select t.id, t.phone, t.vehicle_id as "vehicleId", v.plate, t.datum, t.points_per_second as "pointsPerSecond",
       t.blocked, t.device_id as "deviceId", t.device_account as "deviceAccount", t.code_hash as "codeHash"
     from fleet.terminal t join fleet.vehicle v on v.id = t.vehicle_id where t.phone = $1`,
    [phone],
  );
  return row;
}

export const noteRegistration = (
  q: Sql,
  terminalId: string,
  told: { edition: Edition; deviceId: string; maker: string; model: string; codeHash: Uint8Array; at: Date },
): Promise<unknown> =>
  q.query(
    `update fleet.terminal set edition = $2, device_id = $3, maker = $4, model = $5, code_hash = $6,
       registered_at = $7, seen_at = $7 where id = $1`,
    [terminalId, told.edition, told.deviceId, told.maker, told.model, told.codeHash, told.at],
  );

/** The code that it had opens nothing any more. */
export const endRegistration = (q: Sql, terminalId: string): Promise<unknown> =>
  q.query('update fleet.terminal set code_hash = null, device_id = null, registered_at = null where id = $1', [
    terminalId,
  ]);

export const noteSeen = (q: Sql, terminalId: string, at: Date): Promise<unknown> =>
  q.query('update fleet.terminal set seen_at = $2 where id = $1', [terminalId, at]);
