// Writes into a document from the server's side: an answer from the hospital, what became of a settlement. Devices get it with their next exchange.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { applyOperation } from '../../rules/apply-operation.ts';
import type { DocumentState, FieldValue, Operation } from '../../rules/operation.ts';
import type { Parts } from '../parts.ts';
import { documentUnknown } from '../problems.ts';
import { findDocument, lockDocument, noteChange, saveDocument } from '../store/document.ts';
import { keepOperations } from '../store/operation.ts';
import { digestOf } from './apply-document.ts';
import { noteConflicts } from './note-conflicts.ts';

/** The server itself stands where a device would. */
export const serverDeviceId = '00000000-0000-7000-8000-000000000001';

export interface Answer {
  personId: string;
  documentId: string;
  /** Replaces all that stands in these fields now. */
  set: Record<string, FieldValue>;
}

/**
 * In the caller's transaction, who has checked access. Fields may be such as the kind's `check` refuses from devices.
 * Fails where there is no such document, or where its context refuses what it would say.
 */
export async function answerDocument(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  { personId, documentId, set }: Answer,
  now: Date,
): Promise<Result<DocumentState>> {
  const { cipher } = parts.kernel;
  const found = await findDocument(q, cipher, personId, documentId);
  const kind = found && parts.kinds.get(found.kind);
  if (!found || !kind) return fail(documentUnknown);
  const before = await lockDocument(q, cipher, found, now);
  const unknown = Object.keys(set).find((field) => kind.ruleOf(field) === undefined);
  if (unknown !== undefined) throw new Error(`${before.kind} has no field ${unknown}.`);
  const operation: Operation = {
    operationId: parts.kernel.newId(),
    sequence: 1,
    kind: before.kind,
    documentId,
    personId,
    scopeId: before.scopeId,
    madeAt: now.toISOString(),
    set,
    replaces: Object.fromEntries(
      Object.keys(set).map((field) => [field, (before.fields[field] ?? []).map((head) => head.operationId)]),
    ),
  };
  const at = now.toISOString();
  const fields = applyOperation(before.fields, operation, {
    at,
    accountId: actor.accountId,
    deviceId: serverDeviceId,
  });
  const document: DocumentState = { ...before, version: before.version + 1, fields };
  const projected = await kind.project?.(q, actor, document, [operation], now);
  if (projected && !projected.ok) return projected;
  await keepOperations(q, cipher, [
    {
      operation,
      personId,
      digest: digestOf(operation),
      deviceId: serverDeviceId,
      accountId: actor.accountId,
      sentAt: at,
      receivedAt: now,
      trueAt: at,
    },
  ]);
  await saveDocument(q, cipher, document, now);
  await noteConflicts(parts, q, kind, document, now);
  await parts.kernel.audit.record(q, actor, {
    action: 'update',
    permission: kind.permission,
    outcome: 'success',
    persons: [personId],
    object: `${before.kind}/${documentId}`,
    version: document.version,
  });
  await noteChange(q, document);
  return succeed(document);
}
