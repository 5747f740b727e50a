// Rows of operations: kept once each, never changed.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldValue, Operation } from '../../rules/operation.ts';

export interface OperationRow {
  operation: Operation;
  /** Under whom it is kept; differs from the operation's own person where that one was known already. */
  personId: string;
  digest: string;
  deviceId: string;
  accountId: string;
  sentAt: string;
  receivedAt: Date;
  trueAt: string;
}

/** The digests of those ids that are taken. */
export async function claimsOf(q: Sql, operationIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ operation_id: string; digest: string }>(
    'select operation_id, digest from sync.operation_claim where operation_id = any($1::uuid[])',
    [operationIds],
  );
  return new Map(rows.map((row) => [row.operation_id, row.digest]));
}

/** Which of these operations the document holds. */
export async function knownOperations(
  q: Sql,
  personId: string,
  documentId: string,
  operationIds: readonly string[],
): Promise<Set<string>> {
  if (operationIds.length === 0) return new Set();
  const rows = await q.query<{ operation_id: string }>(
    `select operation_id from sync.operation where patient_id = $1 and document_id = $2 and operation_id = any($3::uuid[])`,
    [personId, documentId, operationIds],
  );
  return new Set(rows.map((row) => row.operation_id));
}

/** Claims the ids and keeps the operations; throws on an id that was taken meanwhile, so that the transaction is tried again. */
export async function keepOperations(q: Sql, cipher: FieldCipher, rows: readonly OperationRow[]): Promise<void> {
  await q.query(
    `insert into sync.operation_claim (operation_id, digest, patient_id)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[])`,
    [rows.map((row) => row.operation.operationId), rows.map((row) => row.digest), rows.map((row) => row.personId)],
  );
  await q.query(
    `insert into sync.operation (patient_id, operation_id, document_id, device_id, account_id, sequence, kind, made_at,
       sent_at, received_at, true_at, body_sealed)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::integer[], $7::text[],
       $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[])`,
    [
      rows.map((row) => row.personId),
      rows.map((row) => row.operation.operationId),
      rows.map((row) => row.operation.documentId),
      rows.map((row) => row.deviceId),
      rows.map((row) => row.accountId),
      rows.map((row) => row.operation.sequence),
      rows.map((row) => row.operation.kind),
      rows.map((row) => row.operation.madeAt),
      rows.map((row) => row.sentAt),
      rows.map((row) => row.receivedAt),
      rows.map((row) => row.trueAt),
      rows.map(({ operation: { set, replaces } }) => cipher.encrypt(JSON.stringify({ set, replaces }))),
    ],
  );
}

export interface HistoryRow {
  operationId: string;
  accountId: string;
  deviceId: string;
  at: string;
  receivedAt: string;
  set: Record<string, FieldValue>;
}
/** All that was ever done to a document, in the order in which it arrived. */
export async function historyOf(
  q: Sql,
  cipher: FieldCipher,
  personId: string,
  documentId: string,
): Promise<HistoryRow[]> {
  const rows = await q.query<{
    operation_id: string;
    account_id: string;
    device_id: string;
    true_at: Date;
    received_at: Date;
    body_sealed: string;
  }>(
    `select operation_id, account_id, device_id, true_at, received_at, body_sealed from sync.operation
     where patient_id = $1 and document_id = $2 order by received_at, sequence`,
    [personId, documentId],
  );
  return rows.map((row) => ({
    operationId: row.operation_id,
    accountId: row.account_id,
    deviceId: row.device_id,
    at: row.true_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    set: (JSON.parse(cipher.decrypt(row.body_sealed)) as Pick<Operation, 'set'>).set,
  }));
}

export async function aliasesOf(q: Sql, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ alias_id: string; patient_id: string }>(
    'select alias_id, patient_id from sync.person_alias where alias_id = any($1::uuid[])',
    [personIds],
  );
  return new Map(rows.map((row) => [row.alias_id, row.patient_id]));
}

export async function saveAlias(q: Sql, aliasId: string, personId: string): Promise<void> {
  await q.query(
    'insert into sync.person_alias (alias_id, patient_id) values ($1, $2) on conflict (alias_id) do nothing',
    [aliasId, personId],
  );
}
