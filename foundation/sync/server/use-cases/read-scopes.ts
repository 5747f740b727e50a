// In which villages an account works, so that its devices may hold their people.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { SyncScope } from '../../contract.ts';
import type { Parts } from '../parts.ts';

export async function readScopes(parts: Parts, actor: Actor, now: Date): Promise<SyncScope[]> {
  const found = await Promise.all(parts.scopeSources.map((source) => source.scopesOf(actor, now)));
  const byId = new Map<string, SyncScope>();
  for (const scope of found.flat()) {
    const known = byId.get(scope.scopeId);
    byId.set(scope.scopeId, known ? { ...known, on: [...new Set([...known.on, ...scope.on])].toSorted() } : scope);
  }
  return [...byId.values()];
}

/** True where the village is among those in which the account works, or lies in its own organisation. */
export async function worksIn(
  parts: Parts,
  actor: Actor,
  permission: string,
  scopeId: string,
  now: Date,
): Promise<boolean> {
  if ((await parts.kernel.access.unitsOf(actor, permission)).includes(scopeId)) return true;
  return (await readScopes(parts, actor, now)).some((scope) => scope.scopeId === scopeId);
}
