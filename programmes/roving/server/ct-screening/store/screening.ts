// Rows of the yearly CT screening of people.
import type { Sql } from '#platform/kernel/db/db.ts';
import { stageOf, type CtAnswer, type CtStage, type Eligibility } from '../../../rules/ct-screening/stage.ts';

export interface ScreeningRow {
  personId: string;
  screeningId: string;
  countyId: string;
  villageId: string;
  year: number;
  eligibility: Eligibility;
  reason: string;
  missing: string[];
  rule: string;
  invitedAt: Date | null;
  invitedBy: 'rule' | 'doctor' | null;
  invitedName: string | null;
  inviteReason: string | null;
  answer: CtAnswer | null;
  answeredAs: 'self' | 'proxy' | 'desk' | null;
  waitingSince: Date | null;
  slotMinute: number | null;
  /** Day of the stop that the person was told last. */
  toldOn: string | null;
  arrivedAt: Date | null;
  accession: string | null;
  scan: 'done' | 'not-done' | null;
  scanAt: Date | null;
  scanReason: string | null;
  readAt: Date | null;
  positive: boolean | null;
  simulated: boolean;
}

const columns = `s.patient_id as "personId", s.id as "screeningId", s.county_id as "countyId",
  s.village_id as "villageId", s.year, s.eligibility, s.reason, s.missing, s.rule, s.invited_at as "invitedAt",
  s.invited_by as "invitedBy", s.invited_name as "invitedName", s.invite_reason as "inviteReason", s.answer,
  s.answered_as as "answeredAs", s.waiting_since as "waitingSince", s.slot_minute as "slotMinute", s.told_on as "toldOn",
  s.arrived_at as "arrivedAt", s.accession, s.scan, s.scan_at as "scanAt", s.scan_reason as "scanReason",
  s.read_at as "readAt", s.positive, s.simulated`;

export const stageOfRow = (row: ScreeningRow): CtStage =>
  stageOf({
    eligibility: row.eligibility,
    invited: row.invitedAt !== null,
    answer: row.answer ?? undefined,
    waiting: row.waitingSince !== null,
    booked: row.slotMinute !== null,
    arrived: row.arrivedAt !== null,
    scan: row.scan ?? undefined,
    read: row.readAt !== null,
  });

/** Newest year first. */
export const screeningsOf = (q: Sql, personId: string): Promise<ScreeningRow[]> =>
  q.query(`select ${columns} from roving.ct_screening s where s.patient_id = $1 order by s.year desc`, [personId]);

/** Held until the end of the transaction: one change of a person's screening after the other. */
export async function lockScreening(q: Sql, personId: string, year: number): Promise<ScreeningRow | undefined> {
  const [row] = await q.query<ScreeningRow>(
    `select ${columns} from roving.ct_screening s where s.patient_id = $1 and s.year = $2 for update`,
    [personId, year],
  );
  return row;
}

/** `filter` is a condition on `s.patient_id` with its values in `args`. */
export function listScreenings(
  q: Sql,
  wanted: { year?: number; villageIds?: readonly string[]; unread?: boolean; booked?: boolean },
  filter: string,
  args: unknown[],
): Promise<ScreeningRow[]> {
  const conditions = [filter];
  if (wanted.year !== undefined) conditions.push(`s.year = $${args.push(wanted.year)}`);
  if (wanted.villageIds) conditions.push(`s.village_id = any($${args.push(wanted.villageIds)}::uuid[])`);
  if (wanted.unread) conditions.push(`s.scan = 'done' and s.read_at is null`);
  if (wanted.booked) conditions.push('s.slot_minute is not null');
  return q.query(
    `select ${columns} from roving.ct_screening s where ${conditions.join(' and ')} order by s.patient_id`,
    args,
  );
}

export interface DecisionRow {
  personId: string;
  screeningId: string;
  villageId: string;
  eligibility: Eligibility;
  reason: string;
  missing: readonly string[];
}

/** Decides anew and leaves everything else of the year as it is. */
export async function saveDecisions(
  q: Sql,
  of: { countyId: string; year: number; rule: string; at: Date; simulated: boolean },
  rows: readonly DecisionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into roving.ct_screening (patient_id, id, county_id, village_id, year, eligibility, reason, missing, rule,
       evaluated_at, simulated)
     select d.patient_id, d.id, $1, d.village_id, $2, d.eligibility, d.reason,
       case when d.missing = '' then '{}'::text[] else string_to_array(d.missing, ',') end, $3, $4, $5
     from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[])
       as d (patient_id, id, village_id, eligibility, reason, missing)
     on conflict (patient_id, year) do update set eligibility = excluded.eligibility, reason = excluded.reason,
       missing = excluded.missing, rule = excluded.rule, evaluated_at = excluded.evaluated_at,
       village_id = case when roving.ct_screening.slot_minute is null then excluded.village_id
         else roving.ct_screening.village_id end`,
    [
      of.countyId,
      of.year,
      of.rule,
      of.at,
      of.simulated,
      rows.map((row) => row.personId),
      rows.map((row) => row.screeningId),
      rows.map((row) => row.villageId),
      rows.map((row) => row.eligibility),
      rows.map((row) => row.reason),
      rows.map((row) => row.missing.join(',')),
    ],
  );
}

const changeable = {
  invitedAt: 'invited_at',
  invitedBy: 'invited_by',
  invitedName: 'invited_name',
  inviteReason: 'invite_reason',
  answer: 'answer',
  answeredAs: 'answered_as',
  waitingSince: 'waiting_since',
  slotMinute: 'slot_minute',
  toldOn: 'told_on',
  arrivedAt: 'arrived_at',
  accession: 'accession',
  scan: 'scan',
  scanAt: 'scan_at',
  scanReason: 'scan_reason',
  readAt: 'read_at',
  positive: 'positive',
} as const;
type Changes = Partial<Pick<ScreeningRow, keyof typeof changeable>>;

export async function changeScreening(q: Sql, row: ScreeningRow, changes: Changes): Promise<ScreeningRow> {
  const names = Object.keys(changes) as (keyof Changes)[];
  await q.query(
    `update roving.ct_screening set ${names.map((name, index) => `${changeable[name]} = $${index + 3}`).join(', ')}
     where patient_id = $1 and id = $2`,
    [row.personId, row.screeningId, ...names.map((name) => changes[name])],
  );
  return { ...row, ...changes };
}

export async function noteReminded(q: Sql, row: ScreeningRow, on: string): Promise<boolean> {
  const done = await q.query(
    `update roving.ct_screening set reminded_on = $3 where patient_id = $1 and id = $2
     and reminded_on is distinct from $3 returning id`,
    [row.personId, row.screeningId, on],
  );
  return done.length > 0;
}

export interface StageCounts {
  villageId: string;
  eligible: number;
  toAsk: number;
  invited: number;
  accepted: number;
  booked: number;
  waiting: number;
  scanned: number;
  positive: number;
}

/** Sums by village: a report over all people, allowed to visit every shard. */
export const countStages = (q: Sql, countyId: string, year: number): Promise<StageCounts[]> =>
  q.query(
    `select village_id as "villageId",
       count(*) filter (where eligibility = 'eligible' or invited_at is not null)::int as eligible,
       count(*) filter (where eligibility = 'unknown' and invited_at is null)::int as "toAsk",
       count(*) filter (where invited_at is not null)::int as invited,
       count(*) filter (where answer = 'accepted')::int as accepted,
       count(*) filter (where slot_minute is not null)::int as booked,
       count(*) filter (where waiting_since is not null)::int as waiting,
       count(*) filter (where scan = 'done')::int as scanned,
       count(*) filter (where positive)::int as positive
     from roving.ct_screening where county_id = $1 and year = $2 group by village_id`,
    [countyId, year],
  );
