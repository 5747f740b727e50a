// The facts of one person for the banner and the personal page.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { View } from '#platform/kernel/access/roles.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PersonFacts } from '../../contract.ts';
import { maskIdNumber } from '../../rules/mask.ts';
import { standIn } from '../../rules/team-coverage.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { findPersons, type PersonFound } from '../store/person.ts';
import { goldenIds } from '../store/proxy.ts';
import { contactsOf } from '../store/staff.ts';
import { listSubstitutions, responsibilities } from '../store/team.ts';
import { addressOf, summaryOf } from './present-person.ts';

export async function readPerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<PersonFacts>> {
  const [person] = await findPersons(parts.kernel.db, parts.kernel.cipher, [personId]);
  if (!person) return fail(personUnknown);
  actor.span.persons.add(personId);
  const view = parts.kernel.access.view(actor, 'registry.person.read');
  const [facts] = await factsOf(parts, parts.kernel.db, [person], view, now);
  return succeed(facts!);
}

/** Adds golden identity and responsible team to people, with three questions for all of them. */
export async function factsOf(
  { kernel }: Parts,
  q: Sql,
  people: readonly PersonFound[],
  view: View,
  now: Date,
): Promise<PersonFacts[]> {
  const golden = await goldenIds(
    q,
    people.map((person) => person.personId),
  );
  const villages = [...new Set(people.flatMap((person) => person.villageId ?? []))];
  const teams = await responsibleTeams(kernel.cipher, q, villages, now);
  return people.map((person) => ({
    ...summaryOf(person, view),
    address: addressOf(person, view),
    ...(person.healthCard && { healthCard: view === 'full' ? person.healthCard : maskIdNumber(person.healthCard) }),
    healthRecordNumber: person.healthRecordNumber,
    householdRelation: person.householdRelation,
    deceasedOn: person.deceasedOn,
    movedAwayOn: person.movedAwayOn,
    goldenId: golden.get(person.personId)!,
    ...(person.villageId && teams.has(person.villageId) && { team: teams.get(person.villageId) }),
    version: person.version,
  }));
}

/** The team of each village and who answers for it today: the named person, or whoever stands in. */
async function responsibleTeams(
  cipher: Parts['kernel']['cipher'],
  q: Sql,
  villageIds: readonly string[],
  now: Date,
): Promise<Map<string, NonNullable<PersonFacts['team']>>> {
  if (villageIds.length === 0) return new Map();
  const today = dayOf(now);
  const rows = await responsibilities(q, villageIds);
  const substitutions = await listSubstitutions(q, [...new Set(rows.map((row) => row.teamId))], today);
  const present = rows.map((row) => {
    const ofTeam = substitutions.filter((one) => one.teamId === row.teamId);
    return { ...row, staffId: standIn(row.responsibleStaffId, today, ofTeam) ?? row.responsibleStaffId };
  });
  const contacts = await contactsOf(
    q,
    cipher,
    present.map((row) => row.staffId),
  );
  return new Map(
    present.map((row) => {
      const contact = contacts.get(row.staffId);
      return [
        row.villageId,
        {
          teamId: row.teamId,
          name: row.teamName,
          responsibleStaffId: row.staffId,
          responsibleName: contact?.name ?? row.responsibleName,
          ...(contact?.phone && { phone: contact.phone }),
        },
      ] as const;
    }),
  );
}
