// Reads the history of a whole type.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Version } from './read.ts';
import { nobody } from './tables.ts';
import type { ResourceTable } from './tables.ts';
import type { Args } from './visibility.ts';

export interface Change extends Version {
  id: string;
  patientId: string;
  /** `at` to the microsecond, as the next page needs it. */
  exactAt: string;
}
export interface HistoryPlace {
  at: string;
  id: string;
  version: number;
}
interface ChangeRow {
  id: string;
  patient_id: string;
  ver: number;
  at: Date;
  exact: string;
  op: Version['op'];
  sensitive: boolean;
  content: string;
}

/** `current` and `replaced` are the policy over the type's table (alias t) and over the history (alias h). */
export async function typeHistoryPage(
  q: Sql,
  source: { table: ResourceTable; type: string; args: Args; current: string; replaced: string },
  page: { since?: Date; after?: HistoryPlace; limit: number },
): Promise<Change[]> {
  const { table, type, args, current, replaced } = source;
  const { since, after, limit } = page;
  const ofType = `${args.add(type)}::text`;
  const from = since ? args.add(since) : undefined;
  const place = after ? [args.add(after.at), args.add(after.id), args.add(after.version)] : undefined;
  const within = (alias: string, at: string) =>
    [
      ...(from ? [`${alias}.${at} >= ${from}::timestamptz`] : []),
      ...(place
        ? [
            `(${alias}.${at}, ${alias}.id, ${alias}.ver) < (${place[0]}::timestamptz, ${place[1]}::text, ${place[2]}::integer)`,
          ]
        : []),
    ]
      .map((one) => ` and ${one}`)
      .join('');
  const patient = table.personal ? 't.patient_id' : `'${nobody}'::uuid`;
  const rows = await q.query<ChangeRow>(
    `select c.*, c.at::text as exact from (
       (select t.id, ${patient} as patient_id, t.ver, t.updated as at, 'write' as op, t.sensitive, t.content from ${table.name} t
        where ${table.typed ? `t.type = ${ofType} and ` : ''}${current}${within('t', 'updated')}
        order by t.updated desc, t.id desc, t.ver desc limit ${limit})
       union all
       (select h.id, h.patient_id, h.ver, h.at, h.op, h.sensitive, h.content from record.history h
        where h.type = ${ofType} and ${replaced}${within('h', 'at')}
        order by h.at desc, h.id desc, h.ver desc limit ${limit})) c
     order by c.at desc, c.id desc, c.ver desc limit ${limit}`,
    args.values,
  );
  return rows.map((row) => ({
    id: row.id,
    patientId: row.patient_id,
    version: row.ver,
    at: row.at,
    exactAt: row.exact,
    op: row.op,
    sensitive: row.sensitive,
    content: row.content,
  }));
}
