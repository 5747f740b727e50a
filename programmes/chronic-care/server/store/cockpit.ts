// Sums of the registers by village: for managers, never rows of people.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Disease } from '../../rules/disease.ts';

export interface VillageSums {
  villageId: string;
  diagnosed: number;
  enrolled: number;
  /** Enrolled, with a contact within the span and not overdue. */
  followed: number;
  /** Followed, and the last value on target. */
  controlled: number;
  red: number;
  yellow: number;
  green: number;
}

export const sumsByVillage = (
  q: Sql,
  villageIds: readonly string[],
  disease: Disease,
  { since, today }: { since: Day; today: Day },
): Promise<VillageSums[]> =>
  q.query(
    `select village_id as "villageId", count(*)::integer as diagnosed,
       (count(*) filter (where status = 'enrolled'))::integer as enrolled,
       (count(*) filter (where status = 'enrolled' and last_contact_on >= $3::date))::integer as followed,
       (count(*) filter (where status = 'enrolled' and last_contact_on >= $3::date
         and coalesce(uncontrolled, colour <> 'green') = false))::integer as controlled,
       (count(*) filter (where shown = 'red'))::integer as red,
       (count(*) filter (where shown = 'yellow'))::integer as yellow,
       (count(*) filter (where shown = 'green'))::integer as green
     from (
       select r.*, case when r.override_until_on >= $4::date then r.override_colour else r.colour end as shown
       from chronic_care.registration r
       where r.village_id = any($1::uuid[]) and r.disease = $2 and r.status in ('diagnosed', 'enrolled')
     ) as s group by village_id`,
    [villageIds, disease, since, today],
  );
