// Where one resource of a person came from: its stored versions and the Provenance resources about it.
import type { Sql } from '#platform/kernel/db/db.ts';
import { tableOf } from './tables.ts';

export interface WrittenVersion {
  version: number;
  at: Date;
}
export interface Origin {
  content: string;
  sensitive: boolean;
  versions: WrittenVersion[];
  /** Provenance resources that name it as their target, newest first. */
  provenances: string[];
}

/** Nothing where these rows hold no such resource. */
export async function findOrigin(
  q: Sql,
  personIds: readonly string[],
  { type, id }: { type: string; id: string },
): Promise<Origin | undefined> {
  const table = tableOf(type);
  const typed = table.typed ? ' and t.type = $3' : '';
  const args = table.typed ? [personIds, id, type] : [personIds, id];
  const [current] = await q.query<{
    patient_id: string;
    ver: number;
    updated: Date;
    sensitive: boolean;
    content: string;
  }>(
    `select t.patient_id, t.ver, t.updated, t.sensitive, t.content from ${table.name} t
     where t.patient_id = any($1::uuid[]) and t.id = $2${typed}`,
    args,
  );
  if (!current) return undefined;
  const earlier = await q.query<WrittenVersion>(
    `select h.ver as version, h.at from record.history h
     where h.patient_id = $1 and h.type = $2 and h.id = $3 order by h.ver desc limit 50`,
    [current.patient_id, type, id],
  );
  const provenances = await q.query<{ content: string }>(
    `select t.content from record.other t join record.reference f
       on f.patient_id = t.patient_id and f.src_type = 'Provenance' and f.src_id = t.id and f.parameter = 'target'
     where t.patient_id = $1 and t.type = 'Provenance' and f.dst_type = $2 and f.dst_id = $3
     order by t.updated desc limit 20`,
    [current.patient_id, type, id],
  );
  return {
    content: current.content,
    sensitive: current.sensitive,
    versions: [{ version: current.ver, at: current.updated }, ...earlier],
    provenances: provenances.map(({ content }) => content),
  };
}
