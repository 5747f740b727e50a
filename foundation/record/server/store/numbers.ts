// The newest numbers of many people: for sums over groups, never for the wire as they are.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface NumberFound {
  personId: string;
  /** LOINC. */
  code: string;
  /** In the unit of the record: mm[Hg], mmol/L, kg/m2 ... */
  value: number;
  /** Of the Observation. */
  id: string;
  at: Date;
  /** Written down in an Encounter: by staff, not at home. */
  atVisit: boolean;
}

/** For each person the newest value of each code within the span; components (blood pressure) count as codes. */
export function newestNumbers(
  q: Sql,
  personIds: readonly string[],
  codes: readonly string[],
  span: { from: Date; to: Date },
): Promise<NumberFound[]> {
  return q.query<NumberFound>(
    // Person by person (offset 0): of thousands at once PostgreSQL would rather read everybody's values of these codes.
    `select f.* from unnest($1::uuid[]) as w (patient_id), lateral (
       select distinct on (code) w.patient_id as "personId", code, num as value, id, lo as at, encounter is not null as "atVisit" from (
         select o.code, o.num, o.id, o.lo, o.encounter from record.observation o
         where o.patient_id = w.patient_id and o.code = any($2) and o.num is not null and o.lo >= $3 and o.lo < $4
           and not o.sensitive and o.status <> 'entered-in-error'
         union all
         select c.code, c.num, o.id, o.lo, o.encounter from record.component c
         join record.observation o on o.patient_id = w.patient_id and o.id = c.id
         where c.patient_id = w.patient_id and c.code = any($2) and c.num is not null and o.lo >= $3 and o.lo < $4
           and not o.sensitive and o.status <> 'entered-in-error') as found
       order by code, lo desc offset 0) f`,
    [[...new Set(personIds)], codes, span.from, span.to],
  );
}
