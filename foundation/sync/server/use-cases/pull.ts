// Gives a device what changed in its villages since it asked last.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { PullBody, PullReply } from '../../contract.ts';
import type { DocumentState } from '../../rules/operation.ts';
import type { Parts } from '../parts.ts';
import { scopeElsewhere } from '../problems.ts';
import { changesSince, readDocuments, type ChangeRow } from '../store/document.ts';
import { deviceOf } from './device-of.ts';
import { worksIn } from './read-scopes.ts';

const documentsAtOnce = 500;
const permission = 'sync.device.use';

export async function pull(parts: Parts, actor: Actor, body: PullBody, now: Date): Promise<Result<PullReply>> {
  const { kernel } = parts;
  const device = await deviceOf(kernel.db, actor, body.deviceId, now);
  if (!device.ok) return device;
  const changes: ChangeRow[] = [];
  const scopes: PullReply['scopes'] = [];
  for (const { scopeId, since } of body.scopes) {
    if (!(await worksIn(parts, actor, permission, scopeId, now))) return fail(scopeElsewhere);
    const found = await changesSince(kernel.db, scopeId, since, documentsAtOnce);
    changes.push(...found);
    scopes.push({ scopeId, version: found.at(-1)?.version ?? since, more: found.length === documentsAtOnce });
  }
  const documents = await visibleDocuments(parts, actor, changes, now);
  for (const { personId, kind } of documents)
    if (!parts.kinds.get(kind)?.aboutVillage) actor.span.persons.add(personId);
  return succeed({ documents, scopes, at: now.toISOString() });
}

/** Those of kinds that the account may read, about people whom it may see. The caller has checked the villages. */
export async function visibleDocuments(
  { kernel, kinds }: Parts,
  actor: Actor,
  changes: readonly Pick<ChangeRow, 'documentId' | 'personId'>[],
  now: Date,
): Promise<DocumentState[]> {
  if (changes.length === 0) return [];
  const found: DocumentState[] = [];
  const read = (visible: string, args: unknown[]) =>
    readDocuments(
      kernel.db,
      kernel.cipher,
      changes.map(({ documentId }) => documentId),
      [...new Set(changes.map(({ personId }) => personId))],
      visible,
      args,
    );
  for (const permitted of new Set([...kinds.values()].map(({ readPermission }) => readPermission))) {
    if (!kernel.access.holds(actor, permitted)) continue;
    const args: unknown[] = [];
    const visible = await kernel.access.personFilter(actor, permitted, 'd.patient_id', args, now);
    found.push(...(await read(visible, args)).filter((one) => kinds.get(one.kind)?.readPermission === permitted));
  }
  const ofVillages = [...kinds.values()].filter(
    ({ aboutVillage, readPermission }) => aboutVillage && kernel.access.holds(actor, readPermission),
  );
  if (ofVillages.length > 0) {
    const names = new Set(ofVillages.map(({ kind }) => kind));
    found.push(...(await read('true', [])).filter(({ kind }) => names.has(kind)));
  }
  return found;
}
