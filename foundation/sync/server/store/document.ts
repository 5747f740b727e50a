// Rows of documents: what stands, where it lies, in which order villages changed.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { DocumentState, Fields } from '../../rules/operation.ts';

interface DocumentRow {
  patient_id: string;
  document_id: string;
  kind: string;
  scope_id: string;
  version: number;
  fields_sealed: string;
}
const columns = 'patient_id, document_id, kind, scope_id, version, fields_sealed';

const stateOf = (cipher: FieldCipher, row: DocumentRow): DocumentState => ({
  documentId: row.document_id,
  personId: row.patient_id,
  kind: row.kind,
  scopeId: row.scope_id,
  version: row.version,
  fields: row.fields_sealed === '' ? {} : (JSON.parse(cipher.decrypt(row.fields_sealed)) as Fields),
});

/** Puts the document under the person; false where it lies under another one. */
export async function placeDocument(q: Sql, documentId: string, personId: string): Promise<boolean> {
  await q.query(
    'insert into sync.document_place (document_id, patient_id) values ($1, $2) on conflict (document_id) do nothing',
    [documentId, personId],
  );
  const [row] = await q.query<{ patient_id: string }>(
    'select patient_id from sync.document_place where document_id = $1',
    [documentId],
  );
  return row?.patient_id === personId;
}

export async function findDocument(
  q: Sql,
  cipher: FieldCipher,
  personId: string,
  documentId: string,
): Promise<DocumentState | undefined> {
  const [row] = await q.query<DocumentRow>(
    `select ${columns} from sync.document where patient_id = $1 and document_id = $2 and version > 0`,
    [personId, documentId],
  );
  return row && stateOf(cipher, row);
}

/** Makes the document where it is new, and holds it until the transaction ends. */
export async function lockDocument(
  q: Sql,
  cipher: FieldCipher,
  one: Pick<DocumentState, 'documentId' | 'personId' | 'kind' | 'scopeId'>,
  now: Date,
): Promise<DocumentState> {
  await q.query(
    `insert into sync.document (patient_id, document_id, kind, scope_id, version, changed_at, fields_sealed)
     values ($1, $2, $3, $4, 0, $5, '') on conflict (patient_id, document_id) do nothing`,
    [one.personId, one.documentId, one.kind, one.scopeId, now],
  );
  const [row] = await q.query<DocumentRow>(
    `select ${columns} from sync.document where patient_id = $1 and document_id = $2 for update`,
    [one.personId, one.documentId],
  );
  return stateOf(cipher, row!);
}

export async function saveDocument(q: Sql, cipher: FieldCipher, state: DocumentState, now: Date): Promise<void> {
  await q.query(
    `update sync.document set version = $3, changed_at = $4, fields_sealed = $5 where patient_id = $1 and document_id = $2`,
    [state.personId, state.documentId, state.version, now, cipher.encrypt(JSON.stringify(state.fields))],
  );
}

/** The next number of the village; whoever asks next waits for this transaction: numbers come in the order of commits. */
export async function noteChange(q: Sql, state: DocumentState): Promise<void> {
  const [row] = await q.query<{ version: string }>(
    `insert into sync.scope (scope_id, version) values ($1, 1)
     on conflict (scope_id) do update set version = sync.scope.version + 1 returning version`,
    [state.scopeId],
  );
  await q.query(
    `insert into sync.change (scope_id, document_id, version, patient_id) values ($1, $2, $3, $4)
     on conflict (scope_id, document_id) do update set version = excluded.version`,
    [state.scopeId, state.documentId, row!.version, state.personId],
  );
}

export interface ChangeRow {
  documentId: string;
  personId: string;
  version: number;
}
export async function changesSince(q: Sql, scopeId: string, since: number, limit: number): Promise<ChangeRow[]> {
  const rows = await q.query<{ document_id: string; patient_id: string; version: string }>(
    `select document_id, patient_id, version from sync.change where scope_id = $1 and version > $2
     order by version limit $3`,
    [scopeId, since, limit],
  );
  return rows.map((row) => ({
    documentId: row.document_id,
    personId: row.patient_id,
    version: Number(row.version),
  }));
}

/** `visible`: an SQL condition over `d.patient_id` whose values are in `args`. */
export async function readDocuments(
  q: Sql,
  cipher: FieldCipher,
  documentIds: readonly string[],
  personIds: readonly string[],
  visible: string,
  args: unknown[],
): Promise<DocumentState[]> {
  const rows = await q.query<DocumentRow>(
    `select ${columns} from sync.document d where d.patient_id = any($${args.push(personIds)}::uuid[])
     and d.document_id = any($${args.push(documentIds)}::uuid[]) and d.version > 0 and (${visible})`,
    args,
  );
  return rows.map((row) => stateOf(cipher, row));
}
