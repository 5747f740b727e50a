// Takes the operations of one push on one document, in one transaction: each counts once, whenever and how often it comes.
import { createHash } from 'node:crypto';
import { fail, succeed, type Problem, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { applyOperation, missingBefore } from '../../rules/apply-operation.ts';
import type { DocumentState, Operation } from '../../rules/operation.ts';
import { trueTime } from '../../rules/true-time.ts';
import type { Outcome } from '../outcome.ts';
import type { Parts } from '../parts.ts';
import type { DocumentKind } from '../ports.ts';
import { documentElsewhere, fieldUnknown, idReused } from '../problems.ts';
import { lockDocument, noteChange, placeDocument, saveDocument } from '../store/document.ts';
import { claimsOf, keepOperations, knownOperations, type OperationRow } from '../store/operation.ts';
import { noteConflicts } from './note-conflicts.ts';
import { personOf } from './person-of.ts';

export interface Pushed {
  deviceId: string;
  sentAt: string;
  now: Date;
  /** The account works in the document's village; asked before the transaction, and only for kinds that need it. */
  worksThere: boolean;
}
export interface Applied {
  outcomes: Map<string, Outcome>;
  document?: DocumentState;
}

/** The same for the same operation, however its keys are ordered on the wire. */
export const digestOf = (one: Operation): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        one.sequence,
        one.kind,
        one.documentId,
        one.personId,
        one.madeAt,
        Object.entries(one.set).toSorted(byKey),
        Object.entries(one.replaces).toSorted(byKey),
      ]),
    )
    .digest('base64url');
const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

/**
 * `operations` are all of one document, in the device's order. Fails, and nothing of them is kept, where the context
 * that the document belongs to refuses what it would say then.
 */
export async function applyToDocument(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  kind: DocumentKind,
  operations: readonly Operation[],
  pushed: Pushed,
): Promise<Result<Applied>> {
  const { cipher } = parts.kernel;
  const { now } = pushed;
  const outcomes = new Map<string, Outcome>();
  const first = operations[0]!;
  const person = await personOf(parts, q, actor, kind, first, pushed.worksThere, now);
  if ('result' in person) {
    for (const { operationId } of operations) outcomes.set(operationId, person);
    return succeed({ outcomes });
  }
  const { personId } = person;
  const refuseAll = (problem: Problem): Result<Applied> => {
    for (const { operationId } of operations) outcomes.set(operationId, { result: 'refused', problem });
    return succeed({ outcomes });
  };
  if (!(await placeDocument(q, first.documentId, personId))) return refuseAll(documentElsewhere);
  const before = await lockDocument(q, cipher, { ...first, personId }, now);
  if (before.kind !== first.kind || before.scopeId !== first.scopeId) return refuseAll(documentElsewhere);

  const claims = await claimsOf(
    q,
    operations.map(({ operationId }) => operationId),
  );
  const replaced = operations.flatMap(({ replaces }) => Object.values(replaces).flat());
  const known = await knownOperations(q, personId, first.documentId, replaced);
  let fields = before.fields;
  const rows: OperationRow[] = [];
  for (const operation of operations) {
    const { operationId } = operation;
    const digest = digestOf(operation);
    const claimed = claims.get(operationId);
    if (claimed !== undefined) {
      const problem = idReused;
      outcomes.set(operationId, claimed === digest ? { result: 'accepted', personId } : { result: 'refused', problem });
      known.add(operationId);
      continue;
    }
    const fault = faultOf(kind, operation);
    if (fault) {
      outcomes.set(operationId, { result: 'refused', problem: fault });
      continue;
    }
    if (missingBefore(operation, known).length > 0) {
      outcomes.set(operationId, { result: 'later' });
      continue;
    }
    const trueAt = trueTime(operation.madeAt, pushed.sentAt, now);
    const { deviceId, sentAt } = pushed;
    const { accountId } = actor;
    fields = applyOperation(fields, operation, { at: trueAt, accountId, deviceId });
    rows.push({ operation, personId, digest, deviceId, accountId, sentAt, receivedAt: now, trueAt });
    known.add(operationId);
    claims.set(operationId, digest);
    outcomes.set(operationId, { result: 'accepted', personId });
  }
  if (rows.length === 0) return succeed({ outcomes, ...(before.version > 0 && { document: before }) });

  const document: DocumentState = { ...before, version: before.version + rows.length, fields };
  const added = rows.map(({ operation }) => operation);
  const projected = await kind.project?.(q, actor, document, added, now);
  if (projected && !projected.ok) return fail(projected.problem);
  await keepOperations(q, cipher, rows);
  await saveDocument(q, cipher, document, now);
  await noteConflicts(parts, q, kind, document, now);
  await parts.kernel.audit.record(q, actor, {
    action: before.version === 0 ? 'create' : 'update',
    permission: kind.permission,
    outcome: 'success',
    persons: kind.aboutVillage ? [] : [personId],
    object: `${kind.kind}/${document.documentId}`,
    version: document.version,
    detail: { device: pushed.deviceId, operations: rows.length },
  });
  // Last of all: whoever writes in the same village waits from here to the commit.
  await noteChange(q, document);
  return succeed({ outcomes, document });
}

function faultOf(kind: DocumentKind, operation: Operation): Problem | undefined {
  const unknown = Object.keys({ ...operation.set, ...operation.replaces }).find(
    (field) => kind.ruleOf(field) === undefined || !(field in operation.set),
  );
  if (unknown !== undefined) return fieldUnknown(unknown);
  const issues = kind.check?.(operation) ?? [];
  return issues.length > 0 ? { kind: 'invalid', code: 'sync/values-refused', issues } : undefined;
}
