// All of one person's family-doctor care: contracts, what the package holds, what was done, what is due, what is owed.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { MemberReply } from '../../contract.ts';
import { groupsOf } from '../../rules/key-group.ts';
import { sumsOf } from '../../rules/ledger.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { entriesOf } from '../store/ledger.ts';
import { threadsOf } from '../store/message.ts';
import { residentsOf } from '../store/resident.ts';
import { gather, servicesOn } from './gather.ts';
import { dutyOf } from './places.ts';
import { namesOf, summaryOf } from './present.ts';

export async function readMember(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<MemberReply>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const today = dayOf(now);
  const [person] = await registry.persons(q, [personId]);
  if (!person) return fail(personUnknown);
  const gathered = await gather(parts, q, [personId], today, now);
  const standing = gathered.of(personId);
  const { current } = standing;
  const names = await namesOf(parts, q);
  const [facts] = await residentsOf(q, [personId]);
  const teams = await registry.teams(q, today);
  const team =
    teams.find(({ teamId }) => teamId === current?.teamId) ??
    teams.find(({ villages }) => villages.some(({ villageId }) => villageId === person.villageId));
  const named =
    current?.doctorId ?? team?.villages.find(({ villageId }) => villageId === person.villageId)?.responsibleStaffId;
  const house = team && (await registry.organisations(q, {})).find((one) => one.organisationId === team.organisationId);
  const [thread] = await threadsOf(q, kernel.cipher, [personId]);
  const isResident = hasRole(actor, 'resident');
  return succeed({
    personId,
    name: person.name,
    sex: person.sex,
    ...(person.birthOn && { birthOn: person.birthOn }),
    ...(person.phone && { phone: person.phone }),
    ...(person.villageName && { villageName: person.villageName }),
    groups:
      facts?.groups ??
      groupsOf({ ...(person.birthOn && { birthOn: person.birthOn }), conditions: [], noted: [] }, today),
    noted: facts?.noted ?? [],
    ...(facts?.colour && { colour: facts.colour }),
    ...(team && {
      team: {
        teamId: team.teamId,
        name: team.name,
        ...(house?.phone && { phone: house.phone }),
        doctors: dutyOf(team, today, named),
      },
    }),
    contracts: standing.contracts.map((row) => summaryOf(row, gathered, names, now)),
    progress: standing.progress,
    performed: standing.performed
      .filter(({ contractId }) => contractId === current?.contractId)
      .map(({ serviceId, service, performedOn, source, evidence, byName }) => ({
        serviceId,
        service,
        performedOn,
        source,
        evidence,
        ...(byName !== null && { byName }),
      })),
    services: current ? servicesOn(gathered.catalogueOf(current.countyId), today) : [],
    sums: current ? sumsOf(await entriesOf(q, personId, current.contractId)) : [],
    unread: (isResident ? thread?.unreadResident : thread?.unreadDoctor) ?? 0,
  });
}
