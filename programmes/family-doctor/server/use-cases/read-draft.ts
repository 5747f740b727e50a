// What drawing up a contract begins with: the household with its groups, fitting packages, and the team of the village.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { permissions, type DraftReply } from '../../contract.ts';
import { isInForce, renewalFrom } from '../../rules/contract-stage.ts';
import { groupConditions, groupsOf } from '../../rules/key-group.ts';
import { inForce, proposedFor } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { readCatalogueOf } from '../store/package.ts';
import { residentsOf } from '../store/resident.ts';
import { gather } from './gather.ts';
import { dutyOf, teamsOfActor, villagesById } from './places.ts';

export async function readDraft(parts: Parts, actor: Actor, personId: string, now: Date): Promise<Result<DraftReply>> {
  const { kernel, registry, record } = parts;
  const q = kernel.db;
  const today = dayOf(now);
  const [person] = await registry.persons(q, [personId]);
  const village = person && (await villagesById(parts, q)).get(person.villageId ?? '');
  if (!person || !village) return fail(personUnknown);
  const household = person.householdId ? await registry.household(q, person.householdId) : [person];
  const living = household.map((one) => one.personId);
  const allowed = new Set(await kernel.access.reachable(q, actor, permissions.write, living, now));
  const members = household.filter((one) => one.status === 'active' && allowed.has(one.personId));
  const ids = members.map((one) => one.personId);
  for (const id of ids) actor.span.persons.add(id);
  const gathered = await gather(parts, q, ids, today, now);
  const conditions = Map.groupBy(
    await record.codedFacts(q, ids, { conditions: groupConditions, observations: [] }),
    (fact) => fact.personId,
  );
  const noted = new Map((await residentsOf(q, ids)).map((one) => [one.personId, one.noted]));
  const catalogue = await readCatalogueOf(q, village.countyId);
  const own = gathered.of(personId);
  const before =
    own.current && own.current.stage !== 'ended' && own.current.stage !== 'renewed' ? own.current : undefined;
  const fromOn = before ? renewalFrom(before.toOn, today) : today;
  const packages = inForce(catalogue.packages, fromOn);
  const teams = await teamsOfActor(parts, q, actor, permissions.write, today);
  const team =
    teams.find(({ teamId }) => teamId === before?.teamId) ??
    teams.find(({ villages }) => villages.some(({ villageId }) => villageId === person.villageId)) ??
    teams[0];
  const doctorId =
    (before && team?.members.some(({ staffId }) => staffId === before.doctorId) ? before.doctorId : undefined) ??
    team?.villages.find(({ villageId }) => villageId === person.villageId)?.responsibleStaffId ??
    team?.members[0]?.staffId;
  return succeed({
    householdId: person.householdId ?? personId,
    members: members.map((one) => {
      const groups = groupsOf(
        {
          ...(one.birthOn && { birthOn: one.birthOn }),
          conditions: (conditions.get(one.personId) ?? []).map(({ code }) => code),
          noted: noted.get(one.personId) ?? [],
        },
        today,
      );
      const { current, packages: signed } = gathered.of(one.personId);
      const stands = current && (isInForce(current.stage) || current.stage === 'coming');
      const kept = signed.map(({ code }) => code).filter((code) => packages.some((offered) => offered.code === code));
      return {
        personId: one.personId,
        name: one.name,
        sex: one.sex,
        ...(one.birthOn && { birthOn: one.birthOn }),
        relation: one.householdRelation ?? ('other' as const),
        groups,
        proposed: [...new Set([...proposedFor(packages, groups).map(({ code }) => code), ...kept])],
        ...(stands && { signedUntilOn: current.toOn }),
      };
    }),
    packages,
    services: inForce(catalogue.services, fromOn),
    teams: teams.map((one) => ({
      teamId: one.teamId,
      name: one.name,
      doctors: dutyOf(one, today).map(({ staffId, name, role }) => ({ staffId, name, role })),
    })),
    ...(team && { teamId: team.teamId }),
    ...(doctorId && { doctorId }),
    fromOn,
    ...(before && { renews: before.contractId }),
  });
}
