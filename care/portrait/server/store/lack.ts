// Who lacks a record, an index or this year's report: pages of kept indexes, and counts by village.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { LackKind } from '../../contract.ts';

export interface LackFound {
  personId: string;
  villageId: string;
  known: number;
  score: number | null;
  recordedAt: Date | null;
}
export interface LackAsked {
  what: LackKind;
  /** Nothing recorded since. */
  since: Date;
  /** Of the report. */
  year: number;
  villageId?: string;
  personIds?: readonly string[];
  after?: { villageId: string; personId: string };
  limit: number;
}
type PersonFilter = (column: string, args: unknown[]) => Promise<string>;

const noRecord = (since: string) => `(i.recorded_at is null or i.recorded_at < ${since}::timestamptz)`;
const noIndex = `i.state = 'too-few'`;
const noReport = (year: string) =>
  `not exists (select 1 from portrait.report r where r.patient_id = i.patient_id and r.year = ${year}::integer)`;

/** By village and person; people without a village are in no list of villages, and left out. */
export async function lackPage(q: Sql, asked: LackAsked, filter: PersonFilter): Promise<LackFound[]> {
  const args: unknown[] = [];
  const place = (value: unknown) => `$${args.push(value)}`;
  const lacking = {
    record: () => noRecord(place(asked.since)),
    index: () => noIndex,
    report: () => noReport(place(asked.year)),
  };
  const conditions = ['i.village_id is not null', lacking[asked.what](), await filter('i.patient_id', args)];
  if (asked.villageId) conditions.push(`i.village_id = ${place(asked.villageId)}::uuid`);
  if (asked.personIds) conditions.push(`i.patient_id = any(${place(asked.personIds)}::uuid[])`);
  if (asked.after)
    conditions.push(
      `(i.village_id, i.patient_id) > (${place(asked.after.villageId)}::uuid, ${place(asked.after.personId)}::uuid)`,
    );
  return q.query<LackFound>(
    `select i.patient_id as "personId", i.village_id as "villageId", i.known, i.score, i.recorded_at as "recordedAt"
     from portrait.index i where ${conditions.join(' and ')}
     order by i.village_id, i.patient_id limit ${place(asked.limit)}`,
    args,
  );
}

export const countLacks = (
  q: Sql,
  villageIds: readonly string[],
  { since, year }: Pick<LackAsked, 'since' | 'year'>,
): Promise<{ villageId: string; people: number; record: number; index: number; report: number }[]> =>
  q.query(
    `select i.village_id as "villageId", count(*)::integer as people,
       (count(*) filter (where ${noRecord('$2')}))::integer as record,
       (count(*) filter (where ${noIndex}))::integer as index,
       (count(*) filter (where ${noReport('$3')}))::integer as report
     from portrait.index i where i.village_id = any($1::uuid[]) group by i.village_id`,
    [villageIds, since, year],
  );
