// Gives a person without a health record number the next one of the village: whoever is looked after has a record.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { makeHealthRecordNumber } from '../../rules/health-record-number.ts';
import type { Parts } from '../parts.ts';
import type { PersonRecord } from '../ports.ts';
import { personUnknown } from '../problems.ts';
import { findPersons, lockPerson, nextRecordSerial, savePerson } from '../store/person.ts';

/** True where the record was opened now; false where it stands, or where no village is known that could number it. */
export async function openHealthRecord(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  personId: string,
  now: Date,
): Promise<Result<boolean>> {
  const { kernel } = parts;
  await lockPerson(q, personId);
  const [before] = await findPersons(q, kernel.cipher, [personId]);
  if (!before) return fail(personUnknown);
  if (before.healthRecordNumber || !before.villageId || !before.villageCode) return succeed(false);
  const after: PersonRecord = {
    ...before,
    healthRecordNumber: makeHealthRecordNumber(before.villageCode, await nextRecordSerial(q, before.villageId)),
    version: before.version + 1,
    updatedAt: now,
  };
  await savePerson(q, kernel.cipher, after);
  for (const projection of parts.projections) await projection.people?.(q, [after]);
  await kernel.events.announce(q, 'registry.person-changed', {
    personId,
    changed: ['healthRecordNumber'],
    status: after.status,
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    persons: [personId],
    object: `Person/${personId}`,
    version: after.version,
    detail: { changed: 'healthRecordNumber' },
  });
  return succeed(true);
}
