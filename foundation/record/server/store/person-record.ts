// Reads one person's record across tables: timeline pages, measurements, what the banner shows.
import type { Sql } from '#platform/kernel/db/db.ts';
import { otherTable, personalTables } from './tables.ts';
import { tableOf } from './tables.ts';
import { Args } from './visibility.ts';

export interface PersonScope {
  /** Person rows of one golden identity. */
  personIds: readonly string[];
  sensitive: boolean;
}
export interface TimedContent {
  type: string;
  id: string;
  at: Date | undefined;
  endAt: Date | undefined;
  content: string;
}
export interface TimedRow {
  type: string;
  id: string;
  lo: Date | number | null;
  hi: Date | number | null;
  content: string;
}
export const finite = (value: Date | number | null): Date | undefined => (value instanceof Date ? value : undefined);
export const timed = (row: TimedRow): TimedContent => ({
  type: row.type,
  id: row.id,
  at: finite(row.lo),
  endAt: finite(row.hi),
  content: row.content,
});

const mayBeSensitive = (scope: PersonScope): string => (scope.sensitive ? '' : ' and not t.sensitive');

export interface TimelinePlace {
  /** Instant of the last line, absent among lines without a time. */
  at?: string;
  id: string;
}

/** Lines of these types, newest first; those without a time come last. */
export async function timelinePage(
  q: Sql,
  scope: PersonScope,
  types: readonly string[],
  after: TimelinePlace | undefined,
  limit: number,
): Promise<TimedContent[]> {
  const args = new Args();
  const person = `t.patient_id = any(${args.add(scope.personIds)}::uuid[])`;
  const time = `case when t.lo = '-infinity' then t.hi else t.lo end`;
  let beyond = '';
  if (after) {
    const id = args.add(after.id);
    const at = after.at === undefined ? undefined : `${args.add(after.at)}::timestamptz`;
    beyond = at
      ? ` and (${time} < ${at} or ${time} is null or (${time} = ${at} and t.id > ${id}))`
      : ` and ${time} is null and t.id > ${id}`;
  }
  const own = personalTables.filter(({ type }) => type !== undefined && types.includes(type));
  const shared = types.filter((type) => tableOf(type) === otherTable);
  const selects = [
    ...own.map(({ table, type }) => ({ table, type: `'${type!}'`, where: '' })),
    ...(shared.length > 0
      ? [{ table: otherTable, type: 't.type', where: ` and t.type = any(${args.add(shared)}::text[])` }]
      : []),
  ].map(
    ({ table, type, where }) =>
      `(select ${type} as type, t.id, ${time} as lo, t.hi, t.content from ${table.name} t
        where ${person}${where}${mayBeSensitive(scope)}${beyond} order by ${time} desc nulls last, t.id limit ${limit})`,
  );
  if (selects.length === 0) return [];
  const rows = await q.query<TimedRow>(
    `select l.* from (${selects.join(' union all ')}) l order by l.lo desc nulls last, l.id limit ${limit}`,
    args.values,
  );
  return rows.map(timed);
}

/** Newest observations with this code, also as a component of a panel. */
export async function observationsOf(
  q: Sql,
  scope: PersonScope,
  code: string,
  period: { from?: Date; to?: Date },
  limit: number,
): Promise<TimedContent[]> {
  const rows = await q.query<TimedRow>(
    `select 'Observation' as type, t.id, t.lo, t.hi, t.content from record.observation t
     where t.patient_id = any($1::uuid[])${mayBeSensitive(scope)}
       and (t.code = $2 or exists (select 1 from record.component c where c.patient_id = t.patient_id and c.id = t.id and c.code = $2))
       and ($3::timestamptz is null or t.lo >= $3) and ($4::timestamptz is null or t.lo < $4)
     order by t.lo desc nulls last, t.id limit $5`,
    [scope.personIds, code, period.from ?? null, period.to ?? null, limit],
  );
  return rows.map(timed);
}

/** The newest observation of each code. */
export async function newestObservations(q: Sql, scope: PersonScope): Promise<TimedContent[]> {
  const rows = await q.query<TimedRow>(
    `select distinct on (t.code) 'Observation' as type, t.id, t.lo, t.hi, t.content from record.observation t
     where t.patient_id = any($1::uuid[])${mayBeSensitive(scope)} order by t.code, t.lo desc nulls last, t.id`,
    [scope.personIds],
  );
  return rows.map(timed).toSorted((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0));
}

/** Patient ids on /fhir of a person row: the first one, by which new facts refer to the person. */
export async function patientIdOf(q: Sql, personId: string): Promise<string | undefined> {
  const [row] = await q.query<{ id: string }>(
    'select id from record.patient where patient_id = $1 order by id limit 1',
    [personId],
  );
  return row?.id;
}
