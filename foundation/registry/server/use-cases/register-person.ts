// Registers a person; a known ID number answers with the person who holds it.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { RegisterPersonBody, RegisterPersonReply } from '../../contract.ts';
import { makeHealthRecordNumber } from '../../rules/health-record-number.ts';
import { checkPerson } from '../../rules/person.ts';
import type { Parts } from '../parts.ts';
import type { PersonRecord } from '../ports.ts';
import { householdUnknown, personUnknown, villageUnknown } from '../problems.ts';
import { claimIdentity, findPersons, nextRecordSerial, savePerson } from '../store/person.ts';
import { findHouseholdRow, saveHouseholds } from '../store/proxy.ts';
import { listVillages } from '../store/unit.ts';
import { placePerson } from './place-person.ts';
import { factsOf } from './read-person.ts';

const permission = 'registry.person.register';

export async function registerPerson(
  parts: Parts,
  actor: Actor,
  body: RegisterPersonBody,
  now: Date,
): Promise<Result<RegisterPersonReply>> {
  const { kernel } = parts;
  const checked = checkPerson(body, dayOf(now));
  if (!checked.ok) return checked;
  return kernel.db.tx(async (q) => {
    const written = await writePerson(parts, q, actor, checked.value, 'desk', now);
    if (!written.ok) return written;
    const { personId, existing } = written.value;
    const [person] = await findPersons(q, kernel.cipher, [personId]);
    if (!person) return fail(personUnknown);
    // Whoever knows the number learns that the person is registered, but sees in full only people in their care.
    const inCare = !existing || (await kernel.access.check(q, actor, permission, personId, now)).ok;
    const [facts] = await factsOf(parts, q, [person], inCare ? kernel.access.view(actor, permission) : 'masked', now);
    await kernel.audit.record(q, actor, {
      action: existing ? 'read' : 'create',
      permission,
      outcome: 'success',
      persons: [personId],
      object: `Person/${personId}`,
      version: person.version,
    });
    return succeed({ person: facts!, existing });
  });
}

/** Writes a checked new person with relations, projections and announcement into the caller's transaction. */
export async function writePerson(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  body: RegisterPersonBody,
  source: 'desk' | 'import' | 'device',
  now: Date,
  /** Made by a device that registered the person without a network. */
  madeId?: string,
): Promise<Result<{ personId: string; existing: boolean }>> {
  const { kernel } = parts;
  const [village] = body.villageId ? await listVillages(q, [body.villageId]) : [];
  if (body.villageId && !village) return fail(villageUnknown);
  if (body.householdId && !(await findHouseholdRow(q, body.householdId))) return fail(householdUnknown);
  const personId = madeId ?? kernel.newId();
  if (body.idNumber) {
    const owner = await claimIdentity(q, kernel.cipher, body.idNumber, personId);
    if (owner !== personId) return succeed({ personId: owner, existing: true });
  }
  const householdId = body.householdId ?? kernel.newId();
  if (!body.householdId) await saveHouseholds(q, [{ householdId, villageId: body.villageId, address: body.address }]);
  const person: PersonRecord = {
    personId,
    name: body.name,
    sex: body.sex,
    birthOn: body.birthOn,
    idNumber: body.idNumber || undefined,
    healthCard: body.healthCard || undefined,
    phone: body.phone || undefined,
    address: body.address || undefined,
    villageId: body.villageId,
    villageCode: village?.code,
    villageName: village?.name,
    // The desk that registers keeps the person in view even where the village is another team's.
    institutionId: actor.homeUnitId,
    householdId,
    householdRelation: body.householdRelation ?? (body.householdId ? 'other' : 'head'),
    ...(village && {
      healthRecordNumber: makeHealthRecordNumber(village.code, await nextRecordSerial(q, village.villageId)),
    }),
    status: 'active',
    simulated: false,
    version: 1,
    updatedAt: now,
  };
  await savePerson(q, kernel.cipher, person);
  await placePerson(parts, q, person, now);
  for (const projection of parts.projections) await projection.people?.(q, [person]);
  const { villageId } = body;
  await kernel.events.announce(q, 'registry.person-registered', {
    personId,
    ...(villageId && { villageId }),
    source,
    at: now.toISOString(),
  });
  return succeed({ personId, existing: false });
}
