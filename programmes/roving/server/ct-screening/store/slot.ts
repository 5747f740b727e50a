// Slots of the CT stops: one person each; and the numbers of the scans.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface Slot {
  villageId: string;
  year: number;
  minute: number;
}

/** False where somebody else has it. */
export async function takeSlot(q: Sql, slot: Slot, personId: string): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.ct_slot (village_id, year, minute, person_id) values ($1, $2, $3, $4)
     on conflict (village_id, year, minute) do nothing returning minute`,
    [slot.villageId, slot.year, slot.minute, personId],
  );
  return rows.length > 0;
}

export async function freeSlot(q: Sql, slot: Slot, personId: string): Promise<void> {
  await q.query('delete from roving.ct_slot where village_id = $1 and year = $2 and minute = $3 and person_id = $4', [
    slot.villageId,
    slot.year,
    slot.minute,
    personId,
  ]);
}

export const takenSlots = (q: Sql, villageId: string, year: number): Promise<{ minute: number; personId: string }[]> =>
  q.query(
    `select minute, person_id as "personId" from roving.ct_slot where village_id = $1 and year = $2 order by minute`,
    [villageId, year],
  );

/** The next number of the day, from 1. */
export async function nextAccession(q: Sql, on: string): Promise<number> {
  const [row] = await q.query<{ last: number }>(
    `insert into roving.ct_accession (day, last) values ($1, 1)
     on conflict (day) do update set last = roving.ct_accession.last + 1 returning last`,
    [on],
  );
  return row!.last;
}

/** Who waits for a slot of the village, longest first: asked of all shards, one village. */
export const waitingFor = (q: Sql, villageId: string, year: number): Promise<{ personId: string }[]> =>
  q.query(
    `select patient_id as "personId" from roving.ct_screening
     where village_id = $1 and year = $2 and waiting_since is not null order by waiting_since, patient_id`,
    [villageId, year],
  );
