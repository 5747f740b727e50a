// Takes over a Patient that was written over FHIR, inside the record's transaction.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import type { PersonFromFhir, PersonRecord } from '../ports.ts';
import { readIdNumber } from '../../rules/id-number.ts';
import { readHealthCard } from '../../rules/health-card.ts';
import { readPhone } from '../../rules/phone.ts';
import { claimIdentity, findPersons, releaseIdentity, savePerson } from '../store/person.ts';
import { pointTo } from '../store/proxy.ts';
import { listVillagesByCode } from '../store/unit.ts';
import { movePerson } from './place-person.ts';

/**
 * New or changed, the person row keeps the id that the record gave. An ID number that another row holds stays with that
 * row; the new row joins its cluster. The record has the Patient already: no projection is called.
 */
export async function recordPersonFromFhir(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  patient: PersonFromFhir,
): Promise<Result<{ personId: string; goldenId: string }>> {
  const { kernel } = parts;
  const now = kernel.clock.now();
  const { personId } = patient;
  const [before] = await findPersons(q, kernel.cipher, [personId]);
  const [village] = patient.villageCode ? await listVillagesByCode(q, [patient.villageCode]) : [];
  const number = patient.idNumber ? readIdNumber(patient.idNumber) : undefined;
  // Numbers of other countries and phones of other forms stay as they were written.
  const idNumber = number?.ok ? number.idNumber : patient.idNumber;
  const phone = patient.phone === undefined ? undefined : (readPhone(patient.phone) ?? patient.phone);
  let goldenId = personId;
  if (idNumber) goldenId = await claimIdentity(q, kernel.cipher, idNumber, personId);
  if (before?.idNumber && before.idNumber !== idNumber)
    await releaseIdentity(q, kernel.cipher, before.idNumber, personId);
  const villageId = village?.villageId ?? before?.villageId;
  const after: PersonRecord = {
    ...before,
    personId,
    name: patient.name ?? '',
    sex: patient.sex,
    birthOn: patient.birthOn,
    idNumber,
    healthCard:
      patient.healthCard === undefined ? undefined : (readHealthCard(patient.healthCard) ?? patient.healthCard),
    phone,
    address: patient.address,
    villageId,
    ...(!villageId && { institutionId: before?.institutionId ?? actor.homeUnitId }),
    status: patient.deceasedOn ? 'deceased' : (before?.status ?? 'active'),
    deceasedOn: patient.deceasedOn,
    simulated: patient.simulated ?? before?.simulated ?? false,
    version: (before?.version ?? 0) + 1,
    updatedAt: now,
  };
  await savePerson(q, kernel.cipher, after);
  if (!before || villageId !== before.villageId) await movePerson(parts, q, after, before?.villageId, now);
  if (goldenId !== personId) await pointTo(q, [personId], goldenId, 'id-number', now);
  const at = now.toISOString();
  if (before) {
    await kernel.events.announce(q, 'registry.person-changed', { personId, changed: [], status: after.status, at });
  } else {
    await kernel.events.announce(q, 'registry.person-registered', {
      personId,
      ...(villageId && { villageId }),
      source: 'fhir',
      at,
    });
  }
  return succeed({ personId, goldenId });
}
