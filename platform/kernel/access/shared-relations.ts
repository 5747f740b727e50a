// Care relations of joined records: whoever may see one row of a human being may see them all, as long as they are joined.
import type { Sql } from '../db/db.ts';

/** Relations that a row has from another one of the same person; their own source would outlive the parting. */
const shared = 'cluster';

/** Each of these rows of one person gets what the others have of their own and it lacks. */
export async function shareRelations(q: Sql, personIds: readonly string[], at: Date): Promise<void> {
  if (personIds.length < 2) return;
  await q.query(
    `insert into access.care_relation (patient_id, party, kind, valid_from, valid_to, source)
     select m.id, r.party, r.kind, greatest(r.valid_from, $2::timestamptz),
       case when bool_or(r.valid_to is null) then null else max(r.valid_to) end, '${shared}'
     from unnest($1::uuid[]) as m (id)
     join access.care_relation r on r.patient_id = any($1::uuid[]) and r.patient_id <> m.id and r.source <> '${shared}'
       and (r.valid_to is null or r.valid_to > $2)
     where not exists (select 1 from access.care_relation c where c.patient_id = m.id and c.party = r.party
       and c.kind = r.kind and (c.valid_to is null or (r.valid_to is not null and c.valid_to >= r.valid_to)))
     group by m.id, r.party, r.kind, greatest(r.valid_from, $2::timestamptz)
     on conflict (patient_id, party, kind, valid_from) do update set valid_to = excluded.valid_to
       where care_relation.source = '${shared}'`,
    [personIds, at],
  );
}

/** Takes back what these rows have from each other. */
export async function partRelations(
  q: Sql,
  personIds: readonly string[],
  at: Date,
  only?: { party: string; kind: string },
): Promise<void> {
  await q.query(
    `update access.care_relation set valid_to = $2 where patient_id = any($1::uuid[]) and source = '${shared}'
     and (valid_to is null or valid_to > $2) and ($3::uuid is null or (party = $3 and kind = $4))`,
    [personIds, at, only?.party ?? null, only?.kind ?? null],
  );
}
