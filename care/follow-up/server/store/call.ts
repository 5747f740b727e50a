// Rows of calls by machine: when they were placed, how they ended, and what was answered until then.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { CallOutcome } from '../../rules/telephone/call-dialogue.ts';

export interface CallRow {
  personId: string;
  callId: string;
  outreachId: string;
  roundId: string;
  startedAt: Date;
  outcome: CallOutcome | null;
  /** Sealed. */
  answers: string | null;
}
const columns = `patient_id as "personId", id as "callId", outreach_id as "outreachId", round_id as "roundId",
  started_at as "startedAt", outcome, answers`;

export async function insertCall(q: Transaction, row: Omit<CallRow, 'outcome' | 'answers'>): Promise<void> {
  await q.query(
    `insert into follow_up.call (patient_id, id, outreach_id, round_id, started_at) values ($1, $2, $3, $4, $5)`,
    [row.personId, row.callId, row.outreachId, row.roundId, row.startedAt],
  );
}

export async function countOpenCalls(q: Sql): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    'select count(*)::int as count from follow_up.call where outcome is null',
  );
  return row!.count;
}

/** Begun before `at` and not ended. */
export const openCallsBefore = (q: Sql, at: Date): Promise<CallRow[]> =>
  q.query<CallRow>(`select ${columns} from follow_up.call where outcome is null and started_at < $1`, [at]);

export async function keepAnswers(q: Sql, personId: string, callId: string, answers: string): Promise<void> {
  await q.query('update follow_up.call set answers = $3 where patient_id = $1 and id = $2 and outcome is null', [
    personId,
    callId,
    answers,
  ]);
}

/** False where it had ended before: a call ends once. */
export async function endCall(
  q: Transaction,
  { personId, callId }: Pick<CallRow, 'personId' | 'callId'>,
  outcome: CallOutcome,
  answers: string | null,
  at: Date,
): Promise<boolean> {
  const rows = await q.query(
    `update follow_up.call set outcome = $3, answers = coalesce($4, answers), ended_at = $5
     where patient_id = $1 and id = $2 and outcome is null returning id`,
    [personId, callId, outcome, answers, at],
  );
  return rows.length > 0;
}

/** The newest of each outreach. */
export const lastCalls = (q: Sql, personIds: readonly string[], outreachIds: readonly string[]): Promise<CallRow[]> =>
  q.query<CallRow>(
    `select distinct on (outreach_id) ${columns} from follow_up.call
     where patient_id = any($1::uuid[]) and outreach_id = any($2::uuid[]) order by outreach_id, started_at desc, id desc`,
    [personIds, outreachIds],
  );

export interface CallCount {
  roundId: string;
  outcome: CallOutcome | null;
  count: number;
}
export const countCalls = (q: Sql, roundIds: readonly string[]): Promise<CallCount[]> =>
  q.query<CallCount>(
    `select round_id as "roundId", outcome, count(*)::int as count from follow_up.call
     where round_id = any($1::uuid[]) group by 1, 2`,
    [roundIds],
  );
