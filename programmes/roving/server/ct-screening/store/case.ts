// Findings that are followed, with the results so far.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FollowUpOutcome } from '../../../rules/ct-screening/follow-up.ts';
import type { Nodule } from '../../../rules/ct-screening/report.ts';

export interface CaseRow {
  personId: string;
  caseId: string;
  screeningId: string;
  countyId: string;
  villageId: string;
  year: number;
  finding: { nodule?: Nodule; text?: string };
  openedOn: string;
  dueOn: string;
  teamId: string | null;
  doctorName: string;
  closedAt: Date | null;
  closedAs: FollowUpOutcome | null;
  remindedDue: string | null;
  alarmedDue: string | null;
  escalatedDue: string | null;
  simulated: boolean;
}
export interface ResultRow {
  personId: string;
  resultId: string;
  caseId: string;
  outcome: FollowUpOutcome;
  on: string;
  note: string;
  nextDueOn: string | null;
  byName: string;
  enteredAt: Date;
}

const columns = `c.patient_id as "personId", c.id as "caseId", c.screening_id as "screeningId",
  c.county_id as "countyId", c.village_id as "villageId", c.year, c.finding, c.opened_on as "openedOn",
  c.due_on as "dueOn", c.team_id as "teamId", c.doctor_name as "doctorName", c.closed_at as "closedAt",
  c.closed_as as "closedAs", c.reminded_due as "remindedDue", c.alarmed_due as "alarmedDue",
  c.escalated_due as "escalatedDue", c.simulated`;
type Stored = Omit<CaseRow, 'finding'> & { finding: string };
const read = (row: Stored): CaseRow => ({ ...row, finding: JSON.parse(row.finding) as CaseRow['finding'] });

export async function insertCases(
  q: Sql,
  rows: readonly Omit<CaseRow, 'closedAt' | 'closedAs' | 'remindedDue' | 'alarmedDue' | 'escalatedDue'>[],
): Promise<void> {
  for (const row of rows)
    await q.query(
      `insert into roving.ct_case (patient_id, id, screening_id, county_id, village_id, year, finding, opened_on,
         due_on, team_id, doctor_name, simulated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.personId,
        row.caseId,
        row.screeningId,
        row.countyId,
        row.villageId,
        row.year,
        JSON.stringify(row.finding),
        row.openedOn,
        row.dueOn,
        row.teamId,
        row.doctorName,
        row.simulated,
      ],
    );
}

/** `filter` is a condition on `c.patient_id` with its values in `args`. In the order of their due days. */
export async function listCases(
  q: Sql,
  wanted: { villageId?: string | undefined; dueBefore?: string; open?: boolean },
  filter: string,
  args: unknown[],
): Promise<CaseRow[]> {
  const conditions = [filter];
  if (wanted.villageId) conditions.push(`c.village_id = $${args.push(wanted.villageId)}`);
  if (wanted.dueBefore) conditions.push(`c.due_on <= $${args.push(wanted.dueBefore)}::date`);
  if (wanted.open) conditions.push('c.closed_at is null');
  const rows = await q.query<Stored>(
    `select ${columns} from roving.ct_case c where ${conditions.join(' and ')} order by c.due_on, c.id`,
    args,
  );
  return rows.map(read);
}

export async function lockCase(q: Sql, personId: string, caseId: string): Promise<CaseRow | undefined> {
  const [row] = await q.query<Stored>(
    `select ${columns} from roving.ct_case c where c.patient_id = $1 and c.id = $2 for update`,
    [personId, caseId],
  );
  return row && read(row);
}

/** Oldest first. */
export const resultsOf = (q: Sql, personIds: readonly string[]): Promise<ResultRow[]> =>
  q.query(
    `select patient_id as "personId", id as "resultId", case_id as "caseId", outcome, on_day as "on", note,
       next_due_on as "nextDueOn", by_name as "byName", entered_at as "enteredAt"
     from roving.ct_case_result where patient_id = any($1::uuid[]) order by entered_at, id`,
    [personIds],
  );

export async function insertResult(q: Sql, row: ResultRow, enteredBy: string): Promise<void> {
  await q.query(
    `insert into roving.ct_case_result (patient_id, id, case_id, outcome, on_day, note, next_due_on, entered_by,
       by_name, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.personId,
      row.resultId,
      row.caseId,
      row.outcome,
      row.on,
      row.note,
      row.nextDueOn,
      enteredBy,
      row.byName,
      row.enteredAt,
    ],
  );
}

/** With a next due day it goes on, without it is closed. */
export async function moveCase(
  q: Sql,
  found: CaseRow,
  to: { dueOn: string } | { closedAs: FollowUpOutcome; at: Date },
): Promise<void> {
  const open = 'dueOn' in to;
  await q.query(
    `update roving.ct_case set due_on = coalesce($3::date, due_on), closed_as = $4, closed_at = $5
     where patient_id = $1 and id = $2`,
    [found.personId, found.caseId, open ? to.dueOn : null, open ? null : to.closedAs, open ? null : to.at],
  );
}

const marks = { reminded: 'reminded_due', alarmed: 'alarmed_due', escalated: 'escalated_due' } as const;
/** Notes for which due day somebody was told; false where it was noted before. */
export async function markCase(q: Sql, found: CaseRow, mark: keyof typeof marks): Promise<boolean> {
  const column = marks[mark];
  const rows = await q.query(
    `update roving.ct_case set ${column} = due_on where patient_id = $1 and id = $2
     and ${column} is distinct from due_on returning id`,
    [found.personId, found.caseId],
  );
  return rows.length > 0;
}

export interface CaseCounts {
  villageId: string;
  inFollowUp: number;
  overdue: number;
  closed: number;
}
/** People, not findings, by village. */
export const countCases = (q: Sql, countyId: string, year: number, today: string): Promise<CaseCounts[]> =>
  q.query(
    `select village_id as "villageId",
       count(distinct patient_id) filter (where closed_at is null)::int as "inFollowUp",
       count(distinct patient_id) filter (where closed_at is null and due_on < $3::date)::int as overdue,
       count(distinct patient_id) filter (where closed_at is not null)::int as closed
     from roving.ct_case where county_id = $1 and year = $2 group by village_id`,
    [countyId, year, today],
  );
