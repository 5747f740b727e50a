// Rows of rounds and what came of them, counted.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { OutreachState } from '../../contract.ts';
import type { Channel, ReachPolicy } from '../../rules/reach.ts';

export interface RoundRow {
  roundId: string;
  orgUnitId: string;
  templateId: string;
  release: number;
  name: string;
  policy: ReachPolicy;
  startedBy: string;
  startedName: string;
  startedAt: Date;
  stoppedAt: Date | null;
}
const columns = `id as "roundId", org_unit_id as "orgUnitId", template_id as "templateId", release, name, policy,
  started_by as "startedBy", started_name as "startedName", started_at as "startedAt", stopped_at as "stoppedAt"`;
const mostRounds = 200;

export const listRounds = (q: Sql, unitIds: readonly string[]): Promise<RoundRow[]> =>
  q.query<RoundRow>(
    `select ${columns} from follow_up.round where org_unit_id = any($1::uuid[]) order by started_at desc limit ${mostRounds}`,
    [unitIds],
  );

export async function findRound(q: Sql, roundId: string): Promise<RoundRow | undefined> {
  const [row] = await q.query<RoundRow>(`select ${columns} from follow_up.round where id = $1`, [roundId]);
  return row;
}

/** False where the id is taken. */
export async function insertRound(q: Transaction, row: Omit<RoundRow, 'stoppedAt'>): Promise<boolean> {
  const rows = await q.query(
    `insert into follow_up.round (id, org_unit_id, template_id, release, name, policy, started_by, started_name, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
    [
      row.roundId,
      row.orgUnitId,
      row.templateId,
      row.release,
      row.name,
      JSON.stringify(row.policy),
      row.startedBy,
      row.startedName,
      row.startedAt,
    ],
  );
  return rows.length > 0;
}

export async function stopRound(q: Transaction, roundId: string, at: Date): Promise<void> {
  await q.query('update follow_up.round set stopped_at = $2 where id = $1 and stopped_at is null', [roundId, at]);
  await q.query(
    `update follow_up.outreach set state = 'stopped', next_at = null where round_id = $1 and state in ('waiting', 'asked')`,
    [roundId],
  );
}

export interface RoundCount {
  roundId: string;
  state: OutreachState;
  answeredBy: Channel | null;
  count: number;
  abnormal: number;
}
export const countRounds = (q: Sql, roundIds: readonly string[]): Promise<RoundCount[]> =>
  q.query<RoundCount>(
    `select round_id as "roundId", state, answered_by as "answeredBy", count(*)::int as count,
       (count(*) filter (where abnormal))::int as abnormal
     from follow_up.outreach where round_id = any($1::uuid[]) group by 1, 2, 3`,
    [roundIds],
  );
