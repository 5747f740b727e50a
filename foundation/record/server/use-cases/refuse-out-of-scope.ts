// Refuses an app what its scopes do not open, and names the scope that it would need.
import { neededScope, type Interaction } from '#platform/fhir/smart-scopes.ts';
import type { Access } from '#platform/kernel/access/access.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { Refusal } from '../refusal.ts';

/** `operation` is the place in a set, where it concerns one. */
export function refuseOutOfScope(
  access: Access,
  actor: Actor,
  type: string,
  interaction: Interaction,
  operation?: number,
): void {
  if (access.allows(actor, type, interaction)) return;
  const scope = neededScope(actor.grant!.scopes, type, interaction);
  const refusal = new Refusal('forbidden', `This app may not do that: it needs the scope ${scope}.`);
  refusal.operation = operation;
  throw refusal;
}
