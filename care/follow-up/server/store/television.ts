// Whose television asks for questions, and which stand there now.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { outreachColumns, type OutreachRow } from './outreach.ts';

/** Once a day is enough to know that it is there. */
export const noteTelevision = (q: Sql, personId: string, on: Day): Promise<unknown> =>
  q.query(
    `insert into follow_up.television as t (patient_id, seen_on) values ($1, $2)
     on conflict (patient_id) do update set seen_on = excluded.seen_on where t.seen_on < excluded.seen_on`,
    [personId, on],
  );

/** Who has had a television on since this day. */
export async function televisionsOf(q: Sql, personIds: readonly string[], since: Day): Promise<Set<string>> {
  const rows = await q.query<{ personId: string }>(
    `select patient_id as "personId" from follow_up.television where patient_id = any($1::uuid[]) and seen_on >= $2`,
    [personIds, since],
  );
  return new Set(rows.map(({ personId }) => personId));
}

/** The oldest first. */
export const standingOnTelevision = (q: Sql, personId: string, now: Date): Promise<OutreachRow[]> =>
  q.query<OutreachRow>(
    `select ${outreachColumns} from follow_up.outreach o
     where o.patient_id = $1 and o.tv_since is not null and o.state = 'asked' and o.open_until > $2 order by o.tv_since`,
    [personId, now],
  );
