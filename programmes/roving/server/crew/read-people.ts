// The people of a village as a crew needs them in the hand: who they are, what they have, their newest values.
import { dayOf } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PackRow } from '#foundation/sync/contract.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { nameTokens } from '#foundation/registry/rules/name-tokens.ts';
import { crewRows, type CrewPerson } from '../../crew-contract.ts';
import { packageFor } from '../../rules/check-up-package.ts';
import type { Parts } from '../parts.ts';
import { packagesOf } from '../use-cases/packages.ts';
import { crewPermissions } from './permissions.ts';

const year = 365 * 86_400_000;
/** More than a device takes: the pack is refused then, never cut short. */
const mostPeople = 10_000;
const codes = Object.values(vitalRules).map(({ loinc }) => loinc);

/** Those whom the actor may see, in the order of their ids. */
export async function crewPeople(parts: Parts, q: Sql, actor: Actor, villageId: string, now: Date): Promise<PackRow[]> {
  const { kernel, registry, record } = parts;
  const living = await registry.livingIn(q, [villageId], undefined, mostPeople);
  const all = living.map(({ personId }) => personId);
  const ids = await kernel.access.reachable(q, actor, crewPermissions.read, all, now);
  const persons = new Map((await registry.persons(q, ids)).map((person) => [person.personId, person]));
  const banners = await record.banners(actor, ids, now);
  const packages = await packagesOf(parts, actor);
  const newest = new Map<string, Record<string, number>>();
  for (const { personId, code, value } of await record.newestNumbers(q, ids, codes, {
    from: new Date(now.getTime() - year),
    to: new Date(now.getTime() + year),
  }))
    newest.set(personId, { ...newest.get(personId), [code]: value });
  return ids.flatMap((id): PackRow[] => {
    const person = persons.get(id);
    if (!person) return [];
    const banner = banners.get(id);
    const checkUp = packageFor(packages, person, dayOf(now));
    const body: CrewPerson = {
      name: person.name,
      sex: person.sex,
      ...(person.birthOn && { birthOn: person.birthOn }),
      ...(person.phone && { phone: person.phone }),
      ...(person.address && { address: person.address }),
      villageId,
      ...(person.householdId && { householdId: person.householdId }),
      ...(person.idNumber && { idTail: person.idNumber.slice(-4) }),
      ...(person.healthRecordNumber && { healthRecordNumber: person.healthRecordNumber }),
      allergies: banner?.allergies.map(({ title }) => title) ?? [],
      conditions: banner?.conditions.map(({ title, code }) => ({ title, ...(code && { code }) })) ?? [],
      ...(banner?.colours[0] && { colour: banner.colours[0].colour }),
      newest: newest.get(id) ?? {},
      initials: initialsOf(person.name),
      ...(checkUp && { checkUpItems: checkUp.items }),
      ...(banner?.lastVisitAt && { lastVisitAt: banner.lastVisitAt }),
      simulated: person.simulated,
    };
    return [{ kind: crewRows.person, id, personId: id, body: body as unknown as FieldValue }];
  });
}

/** Initials of the whole name and of the given name, by every likely reading. */
const initialsOf = (name: string): string[] =>
  nameTokens(name).tokens.flatMap((token) => (token.startsWith('n') ? [token.slice(1)] : []));
