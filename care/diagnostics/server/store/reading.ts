// Rows of the queue of readings.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Modality, ReadingsQuery, ReadingState, Urgency } from '../../contract.ts';

export interface ReadingRow {
  personId: string;
  studyId: string;
  organisationId: string;
  fromOrganisationId: string;
  askedBy: string;
  modality: Modality;
  urgency: Urgency;
  state: ReadingState;
  sentAt: Date;
  readerId: string | null;
  openedAt: Date | null;
  answeredAt: Date | null;
  critical: boolean;
  version: number;
}
const columns = `r.patient_id as "personId", r.study_id as "studyId", r.organisation_id as "organisationId",
  r.from_organisation_id as "fromOrganisationId", r.asked_by as "askedBy", r.modality, r.urgency, r.state,
  r.sent_at as "sentAt", r.reader_id as "readerId", r.opened_at as "openedAt", r.answered_at as "answeredAt",
  r.critical, r.version`;

export async function findReading(q: Sql, personId: string, studyId: string): Promise<ReadingRow | undefined> {
  const [row] = await q.query<ReadingRow>(
    `select ${columns} from diagnostics.reading r where r.patient_id = $1 and r.study_id = $2`,
    [personId, studyId],
  );
  return row;
}

/** Asked for the first time, asked of another hospital, or asked once more; what is being read stays with its reader. */
export const queueReading = (
  q: Transaction,
  one: Pick<
    ReadingRow,
    | 'personId'
    | 'studyId'
    | 'organisationId'
    | 'fromOrganisationId'
    | 'askedBy'
    | 'modality'
    | 'urgency'
    | 'sentAt'
    | 'critical'
  >,
): Promise<unknown> =>
  q.query(
    `insert into diagnostics.reading as r (patient_id, study_id, organisation_id, from_organisation_id, asked_by,
       modality, urgency, state, sent_at, critical, version)
     values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, 1)
     on conflict (patient_id, study_id) do update set organisation_id = excluded.organisation_id,
       urgency = excluded.urgency, critical = excluded.critical, sent_at = excluded.sent_at, version = r.version + 1,
       asked_by = excluded.asked_by,
       state = case when r.state in ('waiting', 'withdrawn') then 'waiting' else r.state end
       where r.state <> 'answered' and (r.organisation_id <> excluded.organisation_id
         or r.urgency <> excluded.urgency or r.sent_at <> excluded.sent_at or r.critical <> excluded.critical)`,
    [
      one.personId,
      one.studyId,
      one.organisationId,
      one.fromOrganisationId,
      one.askedBy,
      one.modality,
      one.urgency,
      one.sentAt,
      one.critical,
    ],
  );

export const withdrawReading = (q: Transaction, personId: string, studyId: string): Promise<unknown> =>
  q.query(
    `update diagnostics.reading set state = 'withdrawn', version = version + 1
     where patient_id = $1 and study_id = $2 and state in ('waiting', 'reading')`,
    [personId, studyId],
  );

export async function openReading(
  q: Transaction,
  one: ReadingRow,
  readerId: string,
  now: Date,
): Promise<ReadingRow | undefined> {
  const [row] = await q.query<ReadingRow>(
    `update diagnostics.reading r set state = 'reading', reader_id = $3, opened_at = $4, version = r.version + 1
     where r.patient_id = $1 and r.study_id = $2 and r.state in ('waiting', 'reading') and r.version = $5
     returning ${columns}`,
    [one.personId, one.studyId, readerId, now, one.version],
  );
  return row;
}

/** False where it was answered or withdrawn meanwhile. */
export async function closeReading(
  q: Transaction,
  one: { personId: string; studyId: string; version: number; readerId: string; critical: boolean },
  now: Date,
): Promise<boolean> {
  const rows = await q.query(
    `update diagnostics.reading set state = 'answered', reader_id = $3, answered_at = $4, critical = critical or $5,
       version = version + 1
     where patient_id = $1 and study_id = $2 and version = $6 and state in ('waiting', 'reading') returning study_id`,
    [one.personId, one.studyId, one.readerId, now, one.critical, one.version],
  );
  return rows.length > 0;
}

/** Urgent ones first, then by waiting time; answered ones newest first. `visible`: SQL over `r.patient_id`. */
export function listReadings(
  q: Sql,
  units: readonly string[],
  query: ReadingsQuery,
  visible: (args: unknown[]) => Promise<string>,
): Promise<ReadingRow[]> {
  const args: unknown[] = [units];
  const open = query.state !== 'answered';
  return visible(args).then((condition) => {
    const modality = query.modality ? ` and r.modality = $${args.push(query.modality)}` : '';
    return q.query<ReadingRow>(
      `select ${columns} from diagnostics.reading r where r.organisation_id = any($1::uuid[])
       and r.state in (${open ? `'waiting', 'reading'` : `'answered'`}) and (${condition})${modality}
       order by ${open ? `case r.urgency when 'urgent' then 0 else 1 end, r.sent_at` : 'r.answered_at desc'}, r.study_id
       limit 300`,
      args,
    );
  });
}

export interface ReadingTimes {
  modality: string;
  sentAt: Date;
  answeredAt?: Date;
}
/** Of these people on a day of the county; withdrawn ones are left out. */
export async function readingTimes(q: Sql, personIds: readonly string[], on: string): Promise<ReadingTimes[]> {
  const from = new Date(`${on}T00:00:00+08:00`);
  const rows = await q.query<{ modality: string; sent_at: Date; answered_at: Date | null }>(
    `select modality, sent_at, answered_at from diagnostics.reading where patient_id = any($1::uuid[])
     and sent_at >= $2 and sent_at < $3 and state <> 'withdrawn'`,
    [personIds, from, new Date(from.getTime() + 86_400_000)],
  );
  return rows.map((row) => ({
    modality: row.modality,
    sentAt: row.sent_at,
    ...(row.answered_at && { answeredAt: row.answered_at }),
  }));
}
