// Registers people whom only a device knows so far; a known ID number under the same name joins that person.
import { dayOf, fail, succeed } from '#platform/contract.ts';
import type { DocumentKind } from '#foundation/sync/server/index.ts';
import { crewKinds } from '../../crew-contract.ts';
import { checkParticulars, contactOf, particularsRule, registration } from '../../rules/crew/particulars.ts';
import type { Parts } from '../parts.ts';
import { idNumberOfOther, notRegistered } from '../problems.ts';
import { crewPermissions } from './permissions.ts';

/** So long a person of another village stays in the view of the house whose crew saw the ID card. */
const guestDays = 90;

export const personKind = ({ kernel, registry }: Parts): DocumentKind => ({
  kind: crewKinds.person,
  permission: crewPermissions.write,
  readPermission: crewPermissions.read,
  ruleOf: particularsRule,
  check: (operation) => checkParticulars(operation, dayOf(kernel.clock.now())),
  async opensPerson(q, actor, { personId, set }, now) {
    const body = registration(set);
    if (!body) return fail(notRegistered);
    const registered = await registry.registerFromDevice(q, actor, personId, body, now);
    if (!registered.ok || !registered.value.existing) return registered;
    const known = registered.value.personId;
    const [owner] = await registry.persons(q, [known]);
    // Neither name is told: the number may be another person's.
    if (owner?.name !== body.name.replace(/\s+/g, ' ').trim()) return fail(idNumberOfOther);
    const to = new Date(now.getTime() + guestDays * 86_400_000);
    const party = actor.homeUnitId;
    await kernel.access.relate(q, [
      { personId: known, party, kind: 'institution', from: now, to, source: 'roving.crew' },
    ]);
    return succeed({ personId: known });
  },
  async project(q, actor, document, added, now) {
    // What a registration brings of phone and address is there already, or belongs to a person who is known better.
    if (!added.some(({ set }) => !registration(set) && ('phone' in set || 'address' in set))) return succeed(undefined);
    return registry.changeContact(q, actor, crewPermissions.write, document.personId, contactOf(document), now);
  },
});
