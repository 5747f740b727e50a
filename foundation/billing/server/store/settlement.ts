// Rows of settlements: wished, sent, settled or refused.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { PayMethod, SettlementState, SettlementsQuery, SettlementSums } from '../../contract.ts';

export interface SettlementRow {
  personId: string;
  settlementId: string;
  chargeId: string;
  organisationId: string;
  method: PayMethod;
  state: SettlementState;
  totalFen: number;
  fundFen: number | null;
  selfFen: number | null;
  reference: string | null;
  reason: string | null;
  attempts: number;
  nextAt: Date | null;
  wishedAt: Date;
  settledAt: Date | null;
  simulated: boolean;
}
const columns = `patient_id as "personId", settlement_id as "settlementId", charge_id as "chargeId",
  organisation_id as "organisationId", method, state, total_fen as "totalFen", fund_fen as "fundFen",
  self_fen as "selfFen", reference, reason, attempts, next_at as "nextAt", wished_at as "wishedAt",
  settled_at as "settledAt", simulated`;

export const settlementsOfCharge = (q: Sql, personId: string, chargeId: string): Promise<SettlementRow[]> =>
  q.query(`select ${columns} from billing.settlement where patient_id = $1 and charge_id = $2 order by wished_at`, [
    personId,
    chargeId,
  ]);

export const insertSettlement = (
  q: Transaction,
  one: Pick<
    SettlementRow,
    'personId' | 'settlementId' | 'chargeId' | 'organisationId' | 'method' | 'state' | 'totalFen' | 'wishedAt'
  >,
  now: Date,
): Promise<unknown> =>
  q.query(
    `insert into billing.settlement (patient_id, settlement_id, charge_id, organisation_id, method, state, total_fen,
       wished_at, next_at, settled_at, self_fen)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (patient_id, settlement_id) do nothing`,
    [
      one.personId,
      one.settlementId,
      one.chargeId,
      one.organisationId,
      one.method,
      one.state,
      one.totalFen,
      one.wishedAt,
      one.state === 'queued' ? now : null,
      one.state === 'settled' ? one.wishedAt : null,
      one.state === 'settled' ? one.totalFen : null,
    ],
  );

/** Takes what is due for one sender: until `leaseUntil` nobody else takes it, whatever becomes of this one. */
export async function takeDue(q: Transaction, now: Date, leaseUntil: Date, limit: number): Promise<SettlementRow[]> {
  const due = await q.query<{ personId: string; settlementId: string }>(
    `select patient_id as "personId", settlement_id as "settlementId" from billing.settlement
     where state in ('queued', 'sending') and next_at <= $1 order by next_at limit $2`,
    [now, limit],
  );
  const taken: SettlementRow[] = [];
  for (const one of due) {
    const [row] = await q.query<SettlementRow>(
      `update billing.settlement set state = 'sending', attempts = attempts + 1, next_at = $4
       where patient_id = $1 and settlement_id = $2 and state in ('queued', 'sending') and next_at <= $3
       returning ${columns}`,
      [one.personId, one.settlementId, now, leaseUntil],
    );
    if (row) taken.push(row);
  }
  return taken;
}

export const putBack = (q: Sql, one: SettlementRow, reason: string, nextAt: Date): Promise<unknown> =>
  q.query(
    `update billing.settlement set state = 'queued', reason = $3, next_at = $4
     where patient_id = $1 and settlement_id = $2 and state = 'sending'`,
    [one.personId, one.settlementId, reason, nextAt],
  );

export interface Decided {
  state: 'settled' | 'refused';
  fundFen?: number;
  selfFen?: number;
  reference?: string;
  reason?: string;
  simulated: boolean;
}
/** False where somebody else was faster. */
export async function decide(q: Transaction, one: SettlementRow, decided: Decided, now: Date): Promise<boolean> {
  const rows = await q.query(
    `update billing.settlement set state = $3, fund_fen = $4, self_fen = $5, reference = $6, reason = $7,
       settled_at = $8, next_at = null, simulated = $9
     where patient_id = $1 and settlement_id = $2 and state = 'sending' returning settlement_id`,
    [
      one.personId,
      one.settlementId,
      decided.state,
      decided.fundFen ?? null,
      decided.selfFen ?? null,
      decided.reference ?? null,
      decided.reason ?? null,
      now,
      decided.simulated,
    ],
  );
  return rows.length > 0;
}

export async function findSettlement(
  q: Sql,
  settlementId: string,
  units: readonly string[],
): Promise<SettlementRow | undefined> {
  const [row] = await q.query<SettlementRow>(
    `select ${columns} from billing.settlement where settlement_id = $1 and organisation_id = any($2::uuid[])`,
    [settlementId, units],
  );
  return row;
}

export async function requeue(q: Transaction, one: SettlementRow, now: Date): Promise<boolean> {
  const rows = await q.query(
    `update billing.settlement set state = 'queued', next_at = $3, reason = null, settled_at = null
     where patient_id = $1 and settlement_id = $2 and state in ('queued', 'refused') returning settlement_id`,
    [one.personId, one.settlementId, now],
  );
  return rows.length > 0;
}

const orders = { newest: 'wished_at desc', oldest: 'wished_at', amount: 'total_fen desc' } as const;

function conditions(units: readonly string[], query: SettlementsQuery, args: unknown[]): string {
  const all = [`organisation_id = any($${args.push(units)}::uuid[])`];
  if (query.method) all.push(`method = $${args.push(query.method)}`);
  if (query.text) {
    const like = `$${args.push(`%${query.text.replaceAll(/[\\%_]/g, '\\$&')}%`)}`;
    all.push(`(settlement_id::text ilike ${like} or reference ilike ${like})`);
  }
  if (query.from) all.push(`wished_at >= $${args.push(new Date(`${query.from}T00:00:00+08:00`))}`);
  if (query.to) all.push(`wished_at < $${args.push(new Date(Date.parse(`${query.to}T00:00:00+08:00`) + 86_400_000))}`);
  return all.join(' and ');
}

export async function listSettlements(
  q: Sql,
  units: readonly string[],
  query: SettlementsQuery,
  page: { offset: number; limit: number },
): Promise<SettlementRow[]> {
  const args: unknown[] = [];
  const where = conditions(units, query, args);
  const state = query.state ? ` and state = $${args.push(query.state)}` : '';
  return q.query<SettlementRow>(
    `select ${columns} from billing.settlement where ${where}${state}
     order by ${orders[query.sort ?? 'newest']}, settlement_id limit ${page.limit} offset $${args.push(page.offset)}`,
    args,
  );
}

/** Of all states, whichever is asked for: the tabs show their numbers. */
export async function sumSettlements(
  q: Sql,
  units: readonly string[],
  query: SettlementsQuery,
): Promise<SettlementSums[]> {
  const args: unknown[] = [];
  const rows = await q.query<{ state: SettlementState; count: number; totalFen: string }>(
    `select state, count(*)::integer as count, sum(total_fen)::text as "totalFen" from billing.settlement
     where ${conditions(units, query, args)} group by state order by state`,
    args,
  );
  return rows.map((row) => ({ ...row, totalFen: Number(row.totalFen) }));
}

export interface ChargedAttendance {
  attendanceId: string;
  settledByInsurance: boolean;
}
/** Those of these attendances that have charges, and whether insurance settled them. */
export async function chargedAttendances(
  q: Sql,
  attendances: readonly { personId: string; attendanceId: string }[],
): Promise<ChargedAttendance[]> {
  return q.query<ChargedAttendance>(
    `select c.attendance_id as "attendanceId", bool_or(s.method = 'insurance' and s.state = 'settled') is true as "settledByInsurance"
     from unnest($1::uuid[], $2::uuid[]) as a (patient_id, attendance_id)
     join billing.charge c on c.patient_id = a.patient_id and c.attendance_id = a.attendance_id
     left join billing.settlement s on s.patient_id = c.patient_id and s.charge_id = c.charge_id
     where c.total_fen > 0 group by c.attendance_id`,
    [attendances.map((one) => one.personId), attendances.map((one) => one.attendanceId)],
  );
}
