// How often and how lately people were seen, and when anything was last written of them: for portraits and lists of whom nobody sees.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface UseOfServices {
  personId: string;
  /** Visits within the span. */
  visits: number;
  /** Of these, stays in hospital (HL7 v3 ActCode IMP) and emergencies (EMER). */
  stays: number;
  emergencies: number;
  /** Newest visit up to the end of the span, whenever it was. */
  lastVisitId?: string;
  lastVisitAt?: Date;
  /** Newest visit, value or diagnosis up to the end of the span. */
  lastRecordedAt?: Date;
}

/** Of each of these rows, also those of whom nothing is known; nothing sensitive. The caller has checked access. */
export async function useOfServices(
  q: Sql,
  personIds: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<UseOfServices[]> {
  const rows = await q.query<{
    personId: string;
    visits: number;
    stays: number;
    emergencies: number;
    lastVisitId: string | null;
    lastVisitAt: Date | null;
    lastRecordedAt: Date | null;
  }>(
    `select w.person as "personId", coalesce(e.visits, 0) as visits, coalesce(e.stays, 0) as stays,
       coalesce(e.emergencies, 0) as emergencies, e.last_id as "lastVisitId", e.last_at as "lastVisitAt",
       greatest(e.last_at, o.last_at, c.last_at) as "lastRecordedAt"
     from unnest($1::uuid[]) as w (person)
     left join (select t.patient_id, (count(*) filter (where t.lo >= $2))::integer as visits,
         (count(*) filter (where t.lo >= $2 and t.category in ('IMP', 'ACUTE', 'NONAC')))::integer as stays,
         (count(*) filter (where t.lo >= $2 and t.category = 'EMER'))::integer as emergencies,
         (array_agg(t.id order by t.lo desc, t.id))[1] as last_id, max(t.lo) as last_at
       from record.encounter t where t.patient_id = any($1::uuid[]) and not t.sensitive and t.lo > '-infinity' and t.lo <= $3
         and coalesce(t.status, '') not in ('cancelled', 'entered-in-error', 'planned')
       group by t.patient_id) e on e.patient_id = w.person
     left join (select t.patient_id, max(t.lo) as last_at from record.observation t
       where t.patient_id = any($1::uuid[]) and not t.sensitive and t.lo > '-infinity' and t.lo <= $3
         and coalesce(t.status, '') <> 'entered-in-error' group by t.patient_id) o on o.patient_id = w.person
     left join (select t.patient_id, max(coalesce(t.lo2, t.lo)) as last_at from record.condition t
       where t.patient_id = any($1::uuid[]) and not t.sensitive and coalesce(t.lo2, t.lo) > '-infinity'
         and coalesce(t.lo2, t.lo) <= $3 group by t.patient_id) c on c.patient_id = w.person`,
    [personIds, from, to],
  );
  return rows.map(({ lastVisitId, lastVisitAt, lastRecordedAt, ...row }) => ({
    ...row,
    ...(lastVisitId && { lastVisitId }),
    ...(lastVisitAt && { lastVisitAt }),
    ...(lastRecordedAt && { lastRecordedAt }),
  }));
}
