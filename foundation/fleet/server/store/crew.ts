// Rows of who rides on a vehicle from when to when.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CrewBody, CrewEntry } from '../../readiness-contract.ts';

export type CrewRow = CrewEntry & { vehicleId: string };

/** Entries that hold on the day or later. */
export async function crewOf(q: Sql, vehicleIds: readonly string[], day: Day): Promise<CrewRow[]> {
  const rows = await q.query<Record<keyof CrewRow, string | null>>(
    `select id as "entryId", vehicle_id as "vehicleId", role, name, staff_id as "staffId",
       licence_class as "licenceClass", licence_valid_until_on as "licenceValidUntilOn", from_on as "fromOn",
       to_on as "toOn" from fleet.crew_entry
     where vehicle_id = any($1::uuid[]) and (to_on is null or to_on >= $2) order by role, from_on, id`,
    [vehicleIds, day],
  );
  return rows.map((row) => ({
    ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as CrewRow),
    planned: false,
  }));
}

/** True where the id is this entry's, now or already. */
export async function insertCrew(
  q: Sql,
  vehicleId: string,
  entry: CrewBody,
  added: { at: Date; by: string },
): Promise<boolean> {
  await q.query(
    `insert into fleet.crew_entry
       (id, vehicle_id, role, name, staff_id, licence_class, licence_valid_until_on, from_on, to_on, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      entry.entryId,
      vehicleId,
      entry.role,
      entry.name,
      entry.staffId ?? null,
      entry.licenceClass ?? null,
      entry.licenceValidUntilOn ?? null,
      entry.fromOn,
      entry.toOn ?? null,
      added.at,
      added.by,
    ],
  );
  const rows = await q.query('select id from fleet.crew_entry where id = $1 and vehicle_id = $2', [
    entry.entryId,
    vehicleId,
  ]);
  return rows.length === 1;
}

/** From the day on the entry holds no more; one that had not begun goes. */
export async function endCrew(q: Sql, vehicleId: string, entryId: string, day: Day, before: Day): Promise<boolean> {
  const gone = await q.query(
    'delete from fleet.crew_entry where id = $1 and vehicle_id = $2 and from_on >= $3 returning id',
    [entryId, vehicleId, day],
  );
  if (gone.length > 0) return true;
  const ended = await q.query('update fleet.crew_entry set to_on = $3 where id = $1 and vehicle_id = $2 returning id', [
    entryId,
    vehicleId,
    before,
  ]);
  return ended.length > 0;
}
