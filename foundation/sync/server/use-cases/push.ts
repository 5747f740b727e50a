// Takes what a device did while it was away: an answer for each operation, one bad one never holds up the others.
import { succeed, type Problem, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { OperationResult, PushBody, PushReply } from '../../contract.ts';
import type { DocumentState, Operation } from '../../rules/operation.ts';
import type { Outcome } from '../outcome.ts';
import type { Parts } from '../parts.ts';
import { kindUnknown } from '../problems.ts';
import { applyToDocument, type Applied, type Pushed } from './apply-document.ts';
import { deviceOf } from './device-of.ts';
import { worksIn } from './read-scopes.ts';

export async function push(parts: Parts, actor: Actor, body: PushBody, now: Date): Promise<Result<PushReply>> {
  const { kernel } = parts;
  const device = await deviceOf(kernel.db, actor, body.deviceId, now);
  if (!device.ok) return device;
  const outcomes = new Map<string, Outcome>();
  const documents = new Map<string, DocumentState>();
  const note = ({ outcomes: more, document }: Applied) => {
    for (const [id, outcome] of more) outcomes.set(id, outcome);
    if (document) documents.set(document.documentId, document);
  };
  for (const operations of byDocument(body.operations)) {
    const kind = parts.kinds.get(operations[0]!.kind);
    if (!kind) {
      for (const { operationId } of operations) outcomes.set(operationId, { result: 'refused', problem: kindUnknown });
      continue;
    }
    // The tree of organisation units is read before the transaction, which has a connection of its own.
    await kernel.access.unitsOf(actor, kind.permission);
    const pushed: Pushed = {
      deviceId: body.deviceId,
      sentAt: body.sentAt,
      now,
      worksThere:
        (kind.aboutVillage || kind.opensPerson !== undefined) &&
        (await worksIn(parts, actor, kind.permission, operations[0]!.scopeId, now)),
    };
    const take = (some: readonly Operation[]) =>
      kernel.db
        .tx(async (q) => {
          const applied = await applyToDocument(parts, q, actor, kind, some, pushed);
          if (!applied.ok) throw new Refused(applied.problem);
          return applied;
        })
        .catch((error: unknown) => {
          if (error instanceof Refused) return { ok: false as const, problem: error.problem };
          throw error;
        });
    const together = await take(operations);
    if (together.ok) {
      note(together.value);
      continue;
    }
    // Something in them is refused: one by one, so that the others count.
    for (const operation of operations) {
      const alone = operations.length === 1 ? together : await take([operation]);
      if (alone.ok) note(alone.value);
      else outcomes.set(operation.operationId, { result: 'refused', problem: alone.problem });
    }
  }
  const textOf = ({ code, parameters, issues }: Problem): string =>
    [
      kernel.messages.render(actor.locale, `problem.${code.replace('/', '.')}`, parameters),
      ...(issues ?? []).map((issue) => kernel.messages.render(actor.locale, `issue.${issue.code}`, issue.parameters)),
    ].join(' ');
  const results = body.operations.map((operation): OperationResult => {
    const outcome = outcomes.get(operation.operationId)!;
    const { operationId } = operation;
    if (outcome.result !== 'refused') return { operationId, ...outcome };
    return { operationId, ...outcome, text: textOf(outcome.problem) };
  });
  return succeed({ results, documents: [...documents.values()], at: now.toISOString() });
}

/** Carries a refusal out of its transaction, which it undoes. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

function byDocument(operations: readonly Operation[]): Operation[][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations.toSorted((one, other) => one.sequence - other.sequence)) {
    // The same document under another person or kind is refused apart from the others.
    const key = `${operation.documentId} ${operation.personId} ${operation.kind} ${operation.scopeId}`;
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return [...groups.values()];
}
