// The household of a person: those members whom the reader may see.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Household } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { noHousehold, personUnknown } from '../problems.ts';
import { findHousehold, findPersons } from '../store/person.ts';
import { findHouseholdRow } from '../store/proxy.ts';
import { maskAddress } from '../../rules/mask.ts';
import { summaryOf } from './present-person.ts';

const permission = 'registry.household.read';

export async function readHousehold(
  { kernel }: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<Household>> {
  const [person] = await findPersons(kernel.db, kernel.cipher, [personId]);
  if (!person) return fail(personUnknown);
  if (!person.householdId) return fail(noHousehold);
  const args: unknown[] = [];
  const policy = await kernel.access.personFilter(actor, permission, 'p.patient_id', args, now);
  const members = await findHousehold(kernel.db, kernel.cipher, person.householdId, policy, args);
  const row = await findHouseholdRow(kernel.db, person.householdId);
  const view = kernel.access.view(actor, permission);
  for (const member of members) actor.span.persons.add(member.personId);
  return succeed({
    householdId: person.householdId,
    ...(row?.address && { address: view === 'full' ? row.address : maskAddress(row.address) }),
    ...(row?.villageName && { villageName: row.villageName }),
    members: members.map((member) => ({ ...summaryOf(member, view), relation: member.householdRelation ?? 'other' })),
  });
}
