// Rows of planned and done maintenance, and of reminders that were sent.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Maintenance, MaintenanceBody } from '../../readiness-contract.ts';

const columns = `id as "maintenanceId", vehicle_id as "vehicleId", kind, from_on as "fromOn", to_on as "toOn", note, state, version`;

/** Of these vehicles, whatever touches the span. */
export const maintenanceOf = (
  q: Sql,
  vehicleIds: readonly string[],
  { from, to }: { from: Day; to: Day },
): Promise<Maintenance[]> =>
  q.query<Maintenance>(
    `select ${columns} from fleet.maintenance
     where vehicle_id = any($1::uuid[]) and to_on >= $2 and from_on <= $3 order by from_on, id`,
    [vehicleIds, from, to],
  );

/** Whatever is planned and not ended, of all vehicles. */
export const plannedMaintenance = (q: Sql): Promise<Maintenance[]> =>
  q.query<Maintenance>(`select ${columns} from fleet.maintenance where state = 'planned' order by from_on, id`);

export async function findMaintenance(q: Sql, id: string): Promise<Maintenance | undefined> {
  const [row] = await q.query<Maintenance>(`select ${columns} from fleet.maintenance where id = $1`, [id]);
  return row;
}

/** False where the id is taken. */
export async function insertMaintenance(
  q: Sql,
  vehicleId: string,
  { maintenanceId, kind, fromOn, toOn, note }: MaintenanceBody,
): Promise<boolean> {
  const rows = await q.query(
    `insert into fleet.maintenance (id, vehicle_id, kind, from_on, to_on, note, state, version)
     values ($1, $2, $3, $4, $5, $6, 'planned', 1) on conflict (id) do nothing returning id`,
    [maintenanceId, vehicleId, kind, fromOn, toOn, note],
  );
  return rows.length === 1;
}

export async function endMaintenance(
  q: Sql,
  id: string,
  state: 'done' | 'cancelled',
  seen: number,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    `update fleet.maintenance set state = $2, version = version + 1
     where id = $1 and version = $3 and state = 'planned' returning version`,
    [id, state, seen],
  );
  return row?.version;
}

/** True the first time. */
export async function noteReminder(
  q: Sql,
  { subjectId, on, stage }: { subjectId: string; on: Day; stage: string },
  at: Date,
): Promise<boolean> {
  const rows = await q.query(
    `insert into fleet.due_reminder (subject_id, due_on, stage, told_at) values ($1, $2, $3, $4)
     on conflict do nothing returning subject_id`,
    [subjectId, on, stage, at],
  );
  return rows.length === 1;
}
