// Rows of outreaches: one person of one round, and the links that open them.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { OutreachesQuery, OutreachState } from '../../contract.ts';
import type { Channel } from '../../rules/reach.ts';

export interface OutreachRow {
  personId: string;
  outreachId: string;
  roundId: string;
  state: OutreachState;
  channel: Channel | null;
  attempts: number;
  nextAt: Date | null;
  openUntil: Date | null;
  /** The questions stand on the person's television since then. */
  tvSince: Date | null;
  answeredAt: Date | null;
  answeredBy: Channel | null;
  abnormal: boolean;
  orderId: string | null;
  /** Sealed. */
  answers: string | null;
}
export const outreachColumns = `o.patient_id as "personId", o.id as "outreachId", o.round_id as "roundId", o.state, o.channel, o.attempts,
  o.next_at as "nextAt", o.open_until as "openUntil", o.tv_since as "tvSince", o.answered_at as "answeredAt", o.answered_by as "answeredBy",
  o.abnormal, o.order_id as "orderId", o.answers`;

export const sealAnswers = (cipher: FieldCipher, answers: Answers): string => cipher.encrypt(JSON.stringify(answers));
export const openAnswers = (cipher: FieldCipher, { answers }: Pick<OutreachRow, 'answers'>): Answers =>
  answers === null ? {} : (JSON.parse(cipher.decrypt(answers)) as Answers);

/** Who is in the round already is left alone. */
export async function insertOutreaches(
  q: Transaction,
  roundId: string,
  rows: readonly Pick<OutreachRow, 'personId' | 'outreachId' | 'state' | 'channel' | 'nextAt'>[],
): Promise<void> {
  await q.query(
    `insert into follow_up.outreach (patient_id, id, round_id, state, channel, attempts, next_at)
     select o.patient_id, o.id, $1, o.state, o.channel, 0, o.next_at
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as o (patient_id, id, state, channel, next_at)
     on conflict do nothing`,
    [
      roundId,
      rows.map(({ personId }) => personId),
      rows.map(({ outreachId }) => outreachId),
      rows.map(({ state }) => state),
      rows.map(({ channel }) => channel),
      rows.map(({ nextAt }) => nextAt),
    ],
  );
}

export async function findOutreach(q: Sql, personId: string, outreachId: string): Promise<OutreachRow | undefined> {
  const [row] = await q.query<OutreachRow>(
    `select ${outreachColumns} from follow_up.outreach o where o.patient_id = $1 and o.id = $2`,
    [personId, outreachId],
  );
  return row;
}

export async function lockOutreach(
  q: Transaction,
  personId: string,
  outreachId: string,
): Promise<OutreachRow | undefined> {
  const [row] = await q.query<OutreachRow>(
    `select ${outreachColumns} from follow_up.outreach o where o.patient_id = $1 and o.id = $2 for update`,
    [personId, outreachId],
  );
  return row;
}

export async function saveOutreach(q: Transaction, row: OutreachRow): Promise<void> {
  await q.query(
    `update follow_up.outreach set state = $3, channel = $4, attempts = $5, next_at = $6, open_until = $7, answered_at = $8,
       answered_by = $9, answers = $10, abnormal = $11, order_id = $12,
       tv_since = $13 where patient_id = $1 and id = $2`,
    [
      row.personId,
      row.outreachId,
      row.state,
      row.channel,
      row.attempts,
      row.nextAt,
      row.openUntil,
      row.answeredAt,
      row.answeredBy,
      row.answers,
      row.abnormal,
      row.orderId,
      row.tvSince,
    ],
  );
}

/** Those whose next attempt is due; calls wait for a free line apart from the rest, and people of the team look at theirs themselves. */
export const dueOutreaches = (
  q: Sql,
  now: Date,
  kind: 'messages' | 'calls',
  limit: number,
): Promise<{ personId: string; outreachId: string }[]> =>
  q.query(
    `select patient_id as "personId", id as "outreachId" from follow_up.outreach
     where next_at <= $1 and state in ('waiting', 'asked') and channel = any($3) order by next_at, id limit $2`,
    [now, limit, kind === 'calls' ? ['voice'] : ['app', 'tv', 'sms']],
  );

/** Urgent ones first: abnormal answers, then those the team shall call, then the rest. */
export function listOutreaches(
  q: Sql,
  roundId: string,
  { state, page = 0 }: Pick<OutreachesQuery, 'state' | 'page'>,
  visible: string,
  args: unknown[],
  limit: number,
): Promise<OutreachRow[]> {
  const where =
    state === 'abnormal'
      ? 'and o.abnormal'
      : state === 'staff'
        ? `and o.channel = 'staff' and o.state in ('waiting', 'asked')`
        : state
          ? `and o.state = $${args.push(state)}`
          : '';
  return q.query<OutreachRow>(
    `select ${outreachColumns} from follow_up.outreach o where o.round_id = $${args.push(roundId)} and ${visible} ${where}
     order by o.abnormal desc, (o.channel = 'staff' and o.state = 'asked') desc, o.answered_at desc nulls last, o.id
     limit ${limit + 1} offset ${page * limit}`,
    args,
  );
}

export async function insertLink(
  q: Transaction,
  tokenHash: string,
  personId: string,
  outreachId: string,
): Promise<void> {
  await q.query(
    `insert into follow_up.link (token_hash, patient_id, outreach_id) values ($1, $2, $3) on conflict (token_hash) do nothing`,
    [tokenHash, personId, outreachId],
  );
}

export async function findLink(
  q: Sql,
  tokenHash: string,
): Promise<{ personId: string; outreachId: string } | undefined> {
  const [row] = await q.query<{ personId: string; outreachId: string }>(
    `select patient_id as "personId", outreach_id as "outreachId" from follow_up.link where token_hash = $1`,
    [tokenHash],
  );
  return row;
}

export const refuse = (q: Transaction, personId: string, at: Date): Promise<unknown> =>
  q.query(
    `insert into follow_up.refusal (patient_id, refused_at) values ($1, $2) on conflict (patient_id) do nothing`,
    [personId, at],
  );

export async function refused(q: Sql, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ personId: string }>(
    `select patient_id as "personId" from follow_up.refusal where patient_id = any($1::uuid[])`,
    [personIds],
  );
  return new Set(rows.map(({ personId }) => personId));
}
