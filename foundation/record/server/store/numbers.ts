// The newest numbers of many people: for sums over groups, never for the wire as they are.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface NumberFound {
  personId: string;
  /** LOINC. */
  code: string;
  /** In the unit of the record: mm[Hg], mmol/L, kg/m2 ... */
  value: number;
}

/** For each person the newest value of each code within the span; components (blood pressure) count as codes. */
export function newestNumbers(
  q: Sql,
  personIds: readonly string[],
  codes: readonly string[],
  span: { from: Date; to: Date },
): Promise<NumberFound[]> {
  return q.query<NumberFound>(
    `select distinct on (patient_id, code) patient_id as "personId", code, num as value from (
       select o.patient_id, o.code, o.num, o.lo from record.observation o
       where o.patient_id = any($1::uuid[]) and o.code = any($2) and o.num is not null and o.lo >= $3 and o.lo < $4
         and not o.sensitive and o.status <> 'entered-in-error'
       union all
       select o.patient_id, c.code, c.num, o.lo from record.observation o
       join record.component c on c.patient_id = o.patient_id and c.id = o.id
       where o.patient_id = any($1::uuid[]) and c.code = any($2) and c.num is not null and o.lo >= $3 and o.lo < $4
         and not o.sensitive and o.status <> 'entered-in-error') as found
     order by patient_id, code, lo desc`,
    [personIds, codes, span.from, span.to],
  );
}
