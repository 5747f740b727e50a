// The opened records that wait for a review, and those that had one: the reads and the one write of a reviewer.
import type { Sql } from '../db/db.ts';

export interface OpenedRecord {
  personId: string;
  openingId: string;
  accountId: string;
  login: string;
  accountName: string;
  reason: string;
  /** As it was sealed. */
  explanation: string;
  from: Date;
  until: Date;
  reviewedAt?: Date;
  reviewedByName?: string;
  verdict?: Verdict;
  /** The reviewer's words, as they were sealed. */
  finding?: string;
}
export const verdicts = ['justified', 'unjustified'] as const;
export type Verdict = (typeof verdicts)[number];
export type OpenedState = 'waiting' | 'reviewed';
interface Row {
  patient_id: string;
  id: string;
  account_id: string;
  login: string;
  display_name: string;
  reason: string;
  explanation: string;
  valid_from: Date;
  valid_to: Date;
  reviewed_at: Date | null;
  reviewer: string | null;
  verdict: Verdict | null;
  finding: string | null;
}
const select = `select g.patient_id, g.id, g.account_id, a.login, a.display_name, g.reason, g.explanation, g.valid_from,
    g.valid_to, g.reviewed_at, r.display_name as reviewer, g.verdict, g.finding
  from access.break_glass g join auth.account a on a.id = g.account_id
  left join auth.account r on r.id = g.reviewed_by`;
const record = (row: Row): OpenedRecord => ({
  personId: row.patient_id,
  openingId: row.id,
  accountId: row.account_id,
  login: row.login,
  accountName: row.display_name,
  reason: row.reason,
  explanation: row.explanation,
  from: row.valid_from,
  until: row.valid_to,
  ...(row.reviewed_at && { reviewedAt: row.reviewed_at }),
  ...(row.reviewer !== null && { reviewedByName: row.reviewer }),
  ...(row.verdict !== null && { verdict: row.verdict }),
  ...(row.finding !== null && { finding: row.finding }),
});

/** Oldest first while they wait, newest first afterwards; `personFilter` is the policy's condition over `g.patient_id`. */
export async function listOpened(
  q: Sql,
  asked: { state: OpenedState; after?: readonly [at: Date, id: string]; limit: number },
  personFilter: (column: string, args: unknown[]) => Promise<string>,
): Promise<OpenedRecord[]> {
  const args: unknown[] = [];
  const waiting = asked.state === 'waiting';
  const conditions = [
    `g.reviewed_at is ${waiting ? '' : 'not '}null`,
    await personFilter('g.patient_id', args),
    ...(asked.after
      ? [
          `(g.valid_from, g.id) ${waiting ? '>' : '<'} ($${args.push(asked.after[0])}::timestamptz, $${args.push(asked.after[1])}::uuid)`,
        ]
      : []),
  ];
  const order = waiting ? 'asc' : 'desc';
  const rows = await q.query<Row>(
    `${select} where ${conditions.join(' and ')} order by g.valid_from ${order}, g.id ${order} limit $${args.push(asked.limit)}`,
    args,
  );
  return rows.map(record);
}

/** Who had these persons' records opened, and from when until when. */
export async function openingsOf(
  q: Sql,
  personIds: readonly string[],
): Promise<{ accountId: string; from: Date; until: Date }[]> {
  const rows = await q.query<{ account_id: string; valid_from: Date; valid_to: Date }>(
    'select account_id, valid_from, valid_to from access.break_glass where patient_id = any($1::uuid[])',
    [personIds],
  );
  return rows.map((row) => ({ accountId: row.account_id, from: row.valid_from, until: row.valid_to }));
}

/** Locked until the transaction's end; nothing where there is no such opening. */
export async function lockOpened(q: Sql, personId: string, openingId: string): Promise<OpenedRecord | undefined> {
  const locked = await q.query('select 1 from access.break_glass where patient_id = $1 and id = $2 for update', [
    personId,
    openingId,
  ]);
  if (locked.length === 0) return undefined;
  const [row] = await q.query<Row>(`${select} where g.patient_id = $1 and g.id = $2`, [personId, openingId]);
  return row && record(row);
}

export async function saveReview(
  q: Sql,
  opened: Pick<OpenedRecord, 'personId' | 'openingId'>,
  review: { by: string; at: Date; verdict: Verdict; finding: string },
): Promise<void> {
  await q.query(
    `update access.break_glass set reviewed_at = $3, reviewed_by = $4, verdict = $5, finding = $6 where patient_id = $1 and id = $2`,
    [opened.personId, opened.openingId, review.at, review.by, review.verdict, review.finding],
  );
}
