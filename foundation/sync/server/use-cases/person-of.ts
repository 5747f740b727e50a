// Under whom a document is kept, and whether this account may write about that person.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Operation } from '../../rules/operation.ts';
import type { Outcome } from '../outcome.ts';
import type { Parts } from '../parts.ts';
import type { DocumentKind } from '../ports.ts';
import { scopeElsewhere } from '../problems.ts';
import { aliasesOf, saveAlias } from '../store/operation.ts';

export async function personOf(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  kind: DocumentKind,
  operation: Operation,
  worksThere: boolean,
  now: Date,
): Promise<{ personId: string } | Exclude<Outcome, { result: 'accepted' }>> {
  const { kernel, ports } = parts;
  const own = operation.personId;
  if (kind.aboutVillage)
    return worksThere && own === operation.scopeId ? { personId: own } : { result: 'refused', problem: scopeElsewhere };
  const personId = (await aliasesOf(q, [own])).get(own) ?? own;
  const allowed = await kernel.access.check(q, actor, kind.permission, personId, now);
  if (allowed.ok) return { personId };
  if (await ports.personExists(q, personId)) return { result: 'refused', problem: allowed.problem };
  // A person whom the device registered comes with an earlier operation, which may still be on its way.
  if (!kind.opensPerson) return { result: 'later' };
  if (!worksThere) return { result: 'refused', problem: scopeElsewhere };
  const opened = await kind.opensPerson(q, actor, operation, now);
  if (!opened.ok) return { result: 'refused', problem: opened.problem };
  if (opened.value.personId !== own) await saveAlias(q, own, opened.value.personId);
  return opened.value;
}
