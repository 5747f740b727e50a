// What a doctor decides about one disease of a person: enrol, decline, end; another colour than the rule's, with reason and end.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import {
  permissions,
  type EnrolBody,
  type OverrideBody,
  type PersonRegisters,
  type RegistrationParams,
} from '../../contract.ts';
import { addDays } from '../../rules/days.ts';
import type { Parts } from '../parts.ts';
import { dayNotPossible, hasNoColour, noOverride, notRegistered, reasonNeeded } from '../problems.ts';
import { insertChanges, type ChangeRow } from '../store/colour-change.ts';
import { lockRegistrations, saveRegistrations, type RegistrationRow } from '../store/registration.ts';
import { colourThatCounts } from '../../rules/standing.ts';
import { derive, flagOf, goldenOf, overrideOf, tell, writeDerived } from './derive-colours.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { inTransaction } from './in-transaction.ts';
import { readPerson } from './read-person.ts';

/** Our own choice: a rule that is wrong for longer is to be changed, not overridden. */
const longestOverrideDays = 90;
const statuses = { enrol: 'enrolled', decline: 'declined', end: 'ended' } as const;

export async function decideEnrolment(
  parts: Parts,
  actor: Actor,
  { personId: asked, disease }: RegistrationParams,
  { decision, reason }: EnrolBody,
  now: Date,
): Promise<Result<PersonRegisters>> {
  if (decision !== 'enrol' && !reason) return fail(reasonNeeded);
  const personId = await goldenOf(parts, parts.kernel.db, asked);
  const done = await inTransaction(parts.kernel, async (q): Promise<Result<void>> => {
    const rows = await lockRegistrations(q, personId);
    const row = rows.find((one) => one.disease === disease);
    if (!row) return fail(notRegistered);
    const status = statuses[decision];
    if (row.status === status) return succeed(undefined);
    const next: RegistrationRow = {
      ...row,
      status,
      enrolledOn: decision === 'enrol' ? dayOf(now) : row.enrolledOn,
      statusByName: actor.displayName,
      statusReason: reason ?? null,
      version: row.version + 1,
    };
    await saveRegistrations(q, [next]);
    await note(
      parts,
      q,
      next,
      { kind: 'status', before: row.colour, colour: row.colour, byName: actor.displayName, reason: reason ?? status },
      now,
    );
    // The colour follows the status: whoever is looked after has one, whoever left has none.
    const [person] = await parts.registry.persons(q, [personId]);
    const evidence = (await gatherEvidence(parts, q, [person!], now)).get(personId)!;
    const standing = rows.map((one) => (one.disease === disease ? next : one));
    await writeDerived(parts, q, person!, derive(person!, evidence, standing, now), standing, now);
    await audit(parts, q, actor, permissions.write, next, { decision });
    await tell(parts.kernel, q, personId);
    return succeed(undefined);
  });
  return done.ok ? readPerson(parts, personId, now) : done;
}

export async function overrideColour(
  parts: Parts,
  actor: Actor,
  { personId, disease }: RegistrationParams,
  { colour, reason, untilOn }: OverrideBody,
  now: Date,
): Promise<Result<PersonRegisters>> {
  const today = dayOf(now);
  if (untilOn < today || untilOn > addDays(today, longestOverrideDays)) return fail(dayNotPossible);
  return changeOverride(parts, actor, personId, disease, now, (row) =>
    row.colour === null
      ? fail(hasNoColour)
      : succeed({
          row: {
            ...row,
            overrideColour: colour,
            overrideReason: reason,
            overrideByName: actor.displayName,
            overrideAt: now,
            overrideUntilOn: untilOn,
          },
          change: { kind: 'override', reason },
        }),
  );
}

export const endOverride = (
  parts: Parts,
  actor: Actor,
  { personId, disease }: RegistrationParams,
  now: Date,
): Promise<Result<PersonRegisters>> =>
  changeOverride(parts, actor, personId, disease, now, (row) =>
    row.overrideColour === null
      ? fail(noOverride)
      : succeed({
          row: {
            ...row,
            overrideColour: null,
            overrideReason: null,
            overrideByName: null,
            overrideAt: null,
            overrideUntilOn: null,
          },
          change: { kind: 'override-ended', reason: null },
        }),
  );

async function changeOverride(
  parts: Parts,
  actor: Actor,
  asked: string,
  disease: RegistrationRow['disease'],
  now: Date,
  change: (row: RegistrationRow) => Result<{ row: RegistrationRow; change: Pick<ChangeRow, 'kind' | 'reason'> }>,
): Promise<Result<PersonRegisters>> {
  const { kernel, record, registry } = parts;
  const today = dayOf(now);
  const personId = await goldenOf(parts, kernel.db, asked);
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    const row = (await lockRegistrations(q, personId)).find((one) => one.disease === disease);
    if (!row) return fail(notRegistered);
    const changed = change(row);
    if (!changed.ok) return changed;
    const next = { ...changed.value.row, version: row.version + 1 };
    const before = colourThatCounts(row.colour, overrideOf(row), today) ?? null;
    const colour = colourThatCounts(next.colour, overrideOf(next), today) ?? null;
    await saveRegistrations(q, [next]);
    await note(parts, q, next, { ...changed.value.change, before, colour, byName: actor.displayName }, now);
    const [person] = await registry.persons(q, [personId]);
    const flag = await flagOf(next, person?.simulated ?? false, today, now);
    const written = await record.putResources(q, actor, permissions.override, { put: [flag] }, now);
    if (!written.ok) return written;
    if (before !== colour)
      await kernel.events.announce(q, 'chronic-care.colour-changed', {
        personId,
        disease,
        ...(colour && { colour }),
        at: now.toISOString(),
      });
    await audit(parts, q, actor, permissions.override, next, { change: changed.value.change.kind });
    await tell(kernel, q, personId);
    return succeed(undefined);
  });
  return done.ok ? readPerson(parts, personId, now) : done;
}

const note = (
  { kernel }: Parts,
  q: Transaction,
  row: RegistrationRow,
  change: Pick<ChangeRow, 'kind' | 'before' | 'colour' | 'byName' | 'reason'>,
  now: Date,
): Promise<void> =>
  insertChanges(q, [
    {
      ...change,
      personId: row.personId,
      changeId: kernel.newId(),
      disease: row.disease,
      at: now,
      rule: row.rule,
      policyVersion: row.policyVersion,
      inputs: row.inputs,
    },
  ]);

const audit = (
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  { personId, disease, version }: RegistrationRow,
  detail: Record<string, string>,
): Promise<void> =>
  kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    persons: [personId],
    object: `ChronicRegistration/${personId}/${disease}`,
    version,
    detail,
  });
