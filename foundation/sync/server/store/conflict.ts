// Rows of fields with two values that a person has to decide between.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { DocumentState } from '../../rules/operation.ts';

export async function openConflictFields(q: Sql, personId: string, documentId: string): Promise<string[]> {
  const rows = await q.query<{ field: string }>(
    'select field from sync.conflict where patient_id = $1 and document_id = $2 and settled_at is null',
    [personId, documentId],
  );
  return rows.map(({ field }) => field);
}

export async function saveConflicts(q: Sql, one: DocumentState, fields: readonly string[], now: Date): Promise<void> {
  await q.query(
    `insert into sync.conflict (patient_id, document_id, field, scope_id, kind, opened_at)
     select $1, $2, f.field, $4, $5, $6 from unnest($3::text[]) as f (field)
     on conflict (patient_id, document_id, field) do update set opened_at = excluded.opened_at, settled_at = null`,
    [one.personId, one.documentId, fields, one.scopeId, one.kind, now],
  );
}

export async function settleConflicts(q: Sql, one: DocumentState, fields: readonly string[], now: Date): Promise<void> {
  await q.query(
    `update sync.conflict set settled_at = $4 where patient_id = $1 and document_id = $2 and field = any($3::text[])`,
    [one.personId, one.documentId, fields, now],
  );
}

export interface ConflictRow {
  personId: string;
  documentId: string;
  field: string;
  openedAt: string;
}
/** `visible`: an SQL condition over `c.patient_id` whose values are in `args`. Newest first. */
export async function listConflicts(
  q: Sql,
  scopeId: string | undefined,
  kinds: readonly string[],
  visible: string,
  args: unknown[],
  limit: number,
): Promise<ConflictRow[]> {
  const inScope = scopeId === undefined ? '' : `and c.scope_id = $${args.push(scopeId)}::uuid`;
  const rows = await q.query<{ patient_id: string; document_id: string; field: string; opened_at: Date }>(
    `select c.patient_id, c.document_id, c.field, c.opened_at from sync.conflict c
     where c.settled_at is null and c.kind = any($${args.push(kinds)}::text[]) ${inScope} and (${visible})
     order by c.opened_at desc limit $${args.push(limit)}`,
    args,
  );
  return rows.map((row) => ({
    personId: row.patient_id,
    documentId: row.document_id,
    field: row.field,
    openedAt: row.opened_at.toISOString(),
  }));
}
