// The people of a team as its workbench counts them: residents of its villages, and who signed with it from elsewhere.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ServiceTeam } from '#foundation/registry/contract.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { permissions } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { signedOfTeams } from '../store/contract-row.ts';
import { residentsIn, residentsOf, type ResidentFacts } from '../store/resident.ts';
import { gather, type Gathered } from './gather.ts';
import { chosenTeams } from './places.ts';

export interface MyPeople {
  teams: ServiceTeam[];
  today: Day;
  facts: Map<string, ResidentFacts>;
  persons: Map<string, PersonRecord>;
  gathered: Gathered;
}

/** With `signedOnly` nobody without a contract is read. */
export async function myPeople(
  parts: Parts,
  actor: Actor,
  asked: { team?: string | undefined; signedOnly?: boolean },
  now: Date,
): Promise<MyPeople> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const today = dayOf(now);
  const permission = permissions.workbench;
  const teams = await chosenTeams(parts, q, actor, { permission, team: asked.team, today });
  const teamIds = teams.map(({ teamId }) => teamId);
  const signed = [...new Set((await signedOfTeams(q, teamIds, today)).map(({ personId }) => personId))];
  const facts = new Map<string, ResidentFacts>();
  if (!asked.signedOnly) {
    const args: unknown[] = [teams.flatMap(({ villages }) => villages.map(({ villageId }) => villageId))];
    const filter = await kernel.access.personFilter(actor, permission, 'r.patient_id', args, now);
    const [villageIds, ...rest] = args;
    for (const one of await residentsIn(q, villageIds as string[], filter, rest)) facts.set(one.personId, one);
  }
  const elsewhere = signed.filter((personId) => !facts.has(personId));
  if (elsewhere.length > 0) {
    const visible = await kernel.access.reachable(q, actor, permission, elsewhere, now);
    for (const one of await residentsOf(q, visible)) facts.set(one.personId, one);
  }
  const ids = [...facts.keys()];
  return {
    teams,
    today,
    facts,
    persons: new Map((await registry.persons(q, ids)).map((person) => [person.personId, person])),
    gathered: await gather(parts, q, ids, today, now),
  };
}

/** By name, initials aside: a part of the name, or the last digits of the phone. */
export function matches(person: PersonRecord, text: string | undefined): boolean {
  const wanted = text?.trim();
  return (
    !wanted || person.name.includes(wanted) || (/^\d{4,11}$/.test(wanted) && (person.phone ?? '').includes(wanted))
  );
}
