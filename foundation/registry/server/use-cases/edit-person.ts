// Changes a person's particulars, records death or moving away; the row stays for ever.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { EditPersonBody, PersonFacts } from '../../contract.ts';
import { checkPerson } from '../../rules/person.ts';
import type { Parts } from '../parts.ts';
import type { PersonRecord } from '../ports.ts';
import { changedMeanwhile, householdUnknown, idNumberTaken, personUnknown, villageUnknown } from '../problems.ts';
import { claimIdentity, findPersons, lockPerson, releaseIdentity, savePerson } from '../store/person.ts';
import { findHouseholdRow } from '../store/proxy.ts';
import { listVillages } from '../store/unit.ts';
import { movePerson } from './place-person.ts';
import { factsOf } from './read-person.ts';

const permission = 'registry.person.edit';

export async function editPerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: EditPersonBody,
  version: number,
  now: Date,
): Promise<Result<PersonFacts>> {
  const { kernel } = parts;
  return kernel.db.tx(async (q) => {
    const changed = await changePerson(parts, q, actor, personId, body, { permission, version }, now);
    if (!changed.ok) return changed;
    const [stored] = await findPersons(q, kernel.cipher, [personId]);
    const [facts] = await factsOf(parts, q, [stored!], kernel.access.view(actor, permission), now);
    return succeed(facts!);
  });
}

/** Changes particulars in the caller's transaction, with checks, projections, announcement and audit. */
export async function changePerson(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  personId: string,
  body: EditPersonBody,
  under: { permission: string; version?: number },
  now: Date,
): Promise<Result<void>> {
  const { kernel } = parts;
  await lockPerson(q, personId);
  const [before] = await findPersons(q, kernel.cipher, [personId]);
  if (!before) return fail(personUnknown);
  if (under.version !== undefined && before.version !== under.version) return fail(changedMeanwhile);
  // The number is checked against birth date and sex as they will stand after the change.
  const checked = checkPerson(
    {
      ...body,
      sex: body.sex ?? before.sex,
      birthOn: body.birthOn ?? before.birthOn,
      // A number that came in wrong long ago does not stand in the way of a new phone number.
      idNumber: body.idNumber ?? (body.sex || body.birthOn ? before.idNumber : undefined),
    },
    dayOf(now),
  );
  if (!checked.ok) return checked;
  const fields = checked.value;
  const [village] = fields.villageId ? await listVillages(q, [fields.villageId]) : [];
  if (fields.villageId && !village) return fail(villageUnknown);
  if (fields.householdId && !(await findHouseholdRow(q, fields.householdId))) return fail(householdUnknown);
  const after: PersonRecord = {
    ...before,
    ...given(fields),
    ...(village && { villageCode: village.code, villageName: village.name }),
    version: before.version + 1,
    updatedAt: now,
  };
  if (after.status !== 'deceased') delete after.deceasedOn;
  if (after.status !== 'moved-away') delete after.movedAwayOn;
  if (after.idNumber !== before.idNumber) {
    if (after.idNumber && (await claimIdentity(q, kernel.cipher, after.idNumber, personId)) !== personId)
      return fail(idNumberTaken);
    if (before.idNumber) await releaseIdentity(q, kernel.cipher, before.idNumber, personId);
  }
  if (!(await savePerson(q, kernel.cipher, after))) return fail(changedMeanwhile);
  if (after.villageId !== before.villageId) await movePerson(parts, q, after, before.villageId, now);
  for (const projection of parts.projections) await projection.people?.(q, [after]);
  const changed = (Object.keys(after) as (keyof PersonRecord)[]).filter(
    (key) => key !== 'version' && key !== 'updatedAt' && after[key] !== before[key],
  );
  await kernel.events.announce(q, 'registry.person-changed', {
    personId,
    changed,
    status: after.status,
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission: under.permission,
    outcome: 'success',
    persons: [personId],
    object: `Person/${personId}`,
    version: after.version,
    detail: { changed: changed.join(' ') },
  });
  return succeed(undefined);
}

/** Fields that were sent; an empty text takes a number, phone or address away. */
function given(fields: EditPersonBody): Partial<PersonRecord> {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    sent.map(([key, value]) => [key, value === '' ? undefined : value]),
  ) as Partial<PersonRecord>;
}
