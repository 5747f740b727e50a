// What lists filter by: groups, colour and village of residents, kept beside the record.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { KeyGroup, NotedGroup } from '../../rules/key-group.ts';

export interface ResidentFacts {
  personId: string;
  villageId: string;
  groups: KeyGroup[];
  noted: NotedGroup[];
  colour: ChronicColour | null;
  version: number;
}
const columns = `r.patient_id as "personId", r.village_id as "villageId", r.groups, r.noted, r.colour, r.version`;

export const residentsOf = (q: Sql, personIds: readonly string[]): Promise<ResidentFacts[]> =>
  q.query(`select ${columns} from family_doctor.resident r where r.patient_id = any($1::uuid[])`, [personIds]);

/** Residents of these villages whom `filter` lets through (column `r.patient_id`; its arguments begin at $2). */
export const residentsIn = (
  q: Sql,
  villageIds: readonly string[],
  filter: string,
  args: readonly unknown[],
): Promise<ResidentFacts[]> =>
  q.query(`select ${columns} from family_doctor.resident r where r.village_id = any($1::uuid[]) and ${filter}`, [
    villageIds,
    ...args,
  ]);

/** Notes of the doctor stay as they are. */
export async function saveResidents(
  q: Sql,
  rows: readonly Omit<ResidentFacts, 'noted' | 'version'>[],
  on: Day,
): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into family_doctor.resident as r (patient_id, village_id, groups, noted, colour, refreshed_on, version)
     select patient_id, village_id, string_to_array(groups, ','), '{}', colour, $5::date, 1
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as n (patient_id, village_id, groups, colour)
     on conflict (patient_id) do update set village_id = excluded.village_id, groups = excluded.groups,
       colour = excluded.colour, refreshed_on = excluded.refreshed_on, version = r.version + 1
     where (r.village_id, r.groups, r.colour) is distinct from (excluded.village_id, excluded.groups, excluded.colour)`,
    [
      rows.map((one) => one.personId),
      rows.map((one) => one.villageId),
      rows.map((one) => one.groups.join(',')),
      rows.map((one) => one.colour),
      on,
    ],
  );
}

export const saveNoted = (
  q: Sql,
  one: Pick<ResidentFacts, 'personId' | 'villageId' | 'groups' | 'noted' | 'colour'>,
  on: Day,
): Promise<unknown> =>
  q.query(
    `insert into family_doctor.resident as r (patient_id, village_id, groups, noted, colour, refreshed_on, version)
     values ($1, $2, $3, $4, $5, $6, 1)
     on conflict (patient_id) do update set groups = excluded.groups, noted = excluded.noted, version = r.version + 1`,
    [one.personId, one.villageId, one.groups, one.noted, one.colour, on],
  );

export const forgetResident = (q: Sql, personId: string): Promise<unknown> =>
  q.query('delete from family_doctor.resident where patient_id = $1', [personId]);
