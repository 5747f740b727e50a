// Keeps what lists filter by: groups from age and diseases, the colour of the county's scheme, the village.
import { z } from 'zod';
import { dayOf, fail, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { stepSize } from '#platform/kernel/db/step-size.ts';
import { permissions, type MemberReply } from '../../contract.ts';
import { groupConditions, groupsOf, type NotedGroup } from '../../rules/key-group.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { forgetResident, residentsOf, saveNoted, saveResidents } from '../store/resident.ts';
import { readMember } from './read-member.ts';

export const refreshResidentsJob = 'family-doctor.refresh-residents';
const mostAtOnce = 400;
const page = z.object({ after: z.string().optional() });

async function factsOf(parts: Parts, personIds: readonly string[], on: Day, now: Date) {
  const { registry, record, kernel } = parts;
  const q = kernel.db;
  const people = (await registry.persons(q, personIds)).filter(
    (person) => person.status === 'active' && person.villageId !== undefined,
  );
  const ids = people.map(({ personId }) => personId);
  const conditions = Map.groupBy(
    await record.codedFacts(q, ids, { conditions: groupConditions, observations: [] }),
    ({ personId }) => personId,
  );
  const noted = new Map((await residentsOf(q, ids)).map((one) => [one.personId, one.noted]));
  const banners = await record.banners(systemActor('job family-doctor.refresh-residents', kernel.newId()), ids, now);
  return people.map((person) => ({
    personId: person.personId,
    villageId: person.villageId!,
    groups: groupsOf(
      {
        ...(person.birthOn && { birthOn: person.birthOn }),
        conditions: (conditions.get(person.personId) ?? []).map(({ code }) => code),
        noted: noted.get(person.personId) ?? [],
      },
      on,
    ),
    colour: banners.get(person.personId)?.colours[0]?.colour ?? null,
  }));
}

/** Not inside of a transaction: it reads what is committed. */
export async function refreshPeople(parts: Parts, personIds: readonly string[], now: Date): Promise<void> {
  const on = dayOf(now);
  await saveResidents(parts.kernel.db, await factsOf(parts, personIds, on, now), on);
}

/**
 * Everybody in a team's villages, a page a job: who moved in is there the next day, who turned 65 too.
 * A county takes many pages: each job asks for the next, so others come between and a restart goes on where it was.
 */
export async function refreshResidents(parts: Parts, payload: unknown): Promise<void> {
  const { kernel, registry } = parts;
  const { after } = page.parse(payload);
  const atOnce = stepSize(kernel.db, mostAtOnce);
  const now = kernel.clock.now();
  const teams = await registry.teams(kernel.db, dayOf(now));
  const villageIds = [...new Set(teams.flatMap(({ villages }) => villages.map(({ villageId }) => villageId)))];
  const living = await registry.livingIn(kernel.db, villageIds, after, atOnce);
  await refreshPeople(
    parts,
    living.map(({ personId }) => personId),
    now,
  );
  if (living.length < atOnce) return;
  const next = living.at(-1)!.personId;
  await kernel.jobs.enqueue(kernel.db, {
    kind: refreshResidentsJob,
    payload: { after: next },
    singletonKey: `after ${next}`,
  });
}

const person = z.object({ personId: z.string() });
/** Hears people who are registered, move or die. */
export async function hearPerson(parts: Parts, payload: unknown): Promise<void> {
  const { personId } = person.parse(payload);
  const { db, clock } = parts.kernel;
  const [known] = await parts.registry.persons(db, [personId]);
  if (known?.status === 'active' && known.villageId !== undefined) await refreshPeople(parts, [personId], clock.now());
  else await forgetResident(db, personId);
}

/** What no record tells: pregnant, disabled, in hardship. */
export async function noteGroups(
  parts: Parts,
  actor: Actor,
  personId: string,
  noted: NotedGroup[],
  now: Date,
): Promise<Result<MemberReply>> {
  const { kernel } = parts;
  const on = dayOf(now);
  const [facts] = await factsOf(parts, [personId], on, now);
  if (!facts) return fail(personUnknown);
  await kernel.db.tx(async (q) => {
    const kept = facts.groups.filter((group) => !['pregnant', 'disabled', 'hardship'].includes(group));
    await saveNoted(q, { ...facts, groups: [...kept, ...noted], noted }, on);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.write,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorGroups/${personId}`,
    });
  });
  return readMember(parts, actor, personId, now);
}
