// The calls that wait at the own hospital: listed, called back, done. What became of one goes into the visit on the tablet.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import type { CallAsked, CallBody, CallOutcome, CallsQuery, SpecialistCall } from '../../referral-contract.ts';
import { askedOf } from '../../rules/referral/referral.ts';
import type { Parts } from '../parts.ts';
import { callUnknown, changedMeanwhile } from '../problems.ts';
import { findCall, listCalls, moveCall, type CallRow } from '../store/specialist-call.ts';

export const handleCalls = 'roving.specialist-call.handle';

async function onWire({ kernel, registry }: Parts, sync: Sync, rows: readonly CallRow[]): Promise<SpecialistCall[]> {
  const q = kernel.db;
  const ids = rows.map(({ personId }) => personId);
  const persons = new Map((await registry.persons(q, ids)).map((one) => [one.personId as string, one]));
  const houses = new Map(
    (await registry.organisations(q, {})).map(({ organisationId, name }) => [organisationId as string, name]),
  );
  const handlers = await displayNames(
    q,
    rows.flatMap(({ handledBy }) => (handledBy ? [handledBy] : [])),
  );
  const calls: SpecialistCall[] = [];
  for (const row of rows) {
    const { asked, outcome } = askedOf<CallAsked>(await sync.document(q, row.personId, row.callId));
    const person = persons.get(row.personId);
    const handledBy = row.handledBy && handlers.get(row.handledBy);
    calls.push({
      callId: row.callId,
      personId: row.personId,
      personName: person?.name ?? '',
      sex: person?.sex ?? 'unknown',
      ...(person?.birthOn && { birthOn: person.birthOn }),
      question: asked?.question ?? '',
      phone: asked?.phone ?? '',
      fromName: houses.get(row.fromOrganisationId) ?? '',
      byName: asked?.byName ?? '',
      askedAt: row.askedAt.toISOString(),
      state: row.state === 'cancelled' ? 'done' : row.state,
      ...(outcome?.note && { note: outcome.note }),
      ...(handledBy && { handledBy }),
      version: row.version,
      simulated: person?.simulated ?? false,
    });
  }
  return calls;
}

export async function readCalls(
  parts: Parts,
  sync: Sync,
  actor: Actor,
  { state, text }: CallsQuery,
  now: Date,
): Promise<Result<{ calls: SpecialistCall[] }>> {
  const { access, db } = parts.kernel;
  const args: unknown[] = [await access.unitsOf(actor, handleCalls)];
  const visible = await access.personFilter(actor, handleCalls, 'c.patient_id', args, now);
  const all = await onWire(parts, sync, await listCalls(db, visible, args, state === 'done'));
  const wanted = text?.trim();
  const calls = wanted
    ? all.filter((one) => `${one.personName} ${one.question} ${one.fromName}`.includes(wanted))
    : all;
  for (const { personId } of calls) actor.span.persons.add(personId);
  return succeed({ calls });
}

export async function handleCall(
  parts: Parts,
  sync: Sync,
  actor: Actor,
  key: { personId: string; call: string },
  body: CallBody,
  now: Date,
): Promise<Result<SpecialistCall>> {
  const { kernel, messaging } = parts;
  const units = await kernel.access.unitsOf(actor, handleCalls);
  const row = await findCall(kernel.db, key.personId, key.call);
  if (!row || !units.includes(row.organisationId)) return fail(callUnknown);
  const outcome: CallOutcome = {
    state: body.state,
    ...(body.note && { note: body.note }),
    at: now.toISOString(),
    byName: actor.displayName,
  };
  const notificationId = await documentIdOf('call-handled', key.call, body.state);
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const moved = await moveCall(
      q,
      {
        personId: key.personId,
        callId: key.call,
        version: body.version,
        state: body.state,
        handledBy: actor.accountId,
      },
      now,
    );
    if (!moved) return fail(changedMeanwhile);
    const set = { outcome: outcome as unknown as FieldValue };
    const told = await sync.answer(q, actor, { personId: key.personId, documentId: key.call, set }, now);
    // Rolls back what was moved.
    if (!told.ok) throw new Error(told.problem.code);
    if (body.state === 'done')
      await messaging.sendToMany(q, [row.askedBy], { code: 'roving-call-done', notificationId, link: '/crew/' });
    return succeed(undefined);
  });
  if (!done.ok) return done;
  const after = await findCall(kernel.db, key.personId, key.call);
  const [call] = await onWire(parts, sync, [after!]);
  return succeed(call!);
}
