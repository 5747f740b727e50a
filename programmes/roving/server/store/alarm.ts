// Rows of alarms: each is raised once for a visit and its planned time.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { AlarmKind } from '../../check-in-contract.ts';

export interface AlarmRow {
  visitId: string;
  kind: AlarmKind;
  plannedArriveAt: Date;
  raisedAt: Date;
  resolvedAt: Date | null;
}
const columns = `visit_id as "visitId", kind, planned_arrive_at as "plannedArriveAt", raised_at as "raisedAt",
  resolved_at as "resolvedAt"`;

/** Those that are new. */
export const raiseAlarms = (
  q: Transaction,
  alarms: readonly { visitId: string; kind: AlarmKind; plannedArriveAt: Date }[],
  now: Date,
): Promise<{ visitId: string; kind: AlarmKind }[]> =>
  q.query(
    `insert into roving.visit_alarm (visit_id, kind, planned_arrive_at, raised_at)
     select n.*, $4 from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as n
     on conflict do nothing returning visit_id as "visitId", kind`,
    [
      alarms.map(({ visitId }) => visitId),
      alarms.map(({ kind }) => kind),
      alarms.map(({ plannedArriveAt }) => plannedArriveAt),
      now,
    ],
  );

/** Ends the open alarms of a visit; answers which they were. */
export const resolveAlarms = (q: Transaction, visitId: string, now: Date): Promise<{ kind: AlarmKind }[]> =>
  q.query('update roving.visit_alarm set resolved_at = $2 where visit_id = $1 and resolved_at is null returning kind', [
    visitId,
    now,
  ]);

/** Open alarms of visits that were moved to another time or cancelled. */
export const resolveMoved = (q: Transaction, now: Date): Promise<unknown> =>
  q.query(
    `update roving.visit_alarm a set resolved_at = $1 from roving.check_in c
     where c.visit_id = a.visit_id and a.resolved_at is null
       and (c.cancelled or c.planned_arrive_at <> a.planned_arrive_at)`,
    [now],
  );

export const alarmsOf = (q: Sql, visitIds: readonly string[]): Promise<AlarmRow[]> =>
  q.query<AlarmRow>(
    `select ${columns} from roving.visit_alarm where visit_id = any($1::uuid[]) order by raised_at, kind`,
    [visitIds],
  );
