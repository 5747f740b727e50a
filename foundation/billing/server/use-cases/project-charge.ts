// Puts a charge document into rows and into the record; a wish to settle becomes a settlement, once.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { DocumentState, Operation } from '#foundation/sync/rules/operation.ts';
import { linesOf, shownFields, totalFen, wishOf } from '../../rules/charge.ts';
import { invoiceOf } from '../../rules/invoice.ts';
import type { Parts } from '../parts.ts';
import { nothingToSettle, settledAlready, totalDiffers } from '../problems.ts';
import { organisationOf, saveCharge } from '../store/charge.ts';
import { insertSettlement, settlementsOfCharge } from '../store/settlement.ts';
import { sendSettlementsJob } from './send-settlements.ts';

export const writeCharge = 'billing.charge.write';

export async function projectCharge(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  added: readonly Operation[],
  now: Date,
): Promise<Result<void>> {
  const { kernel } = parts;
  const { personId, documentId: chargeId } = document;
  const values = shownFields(document);
  const lines = linesOf(values);
  const wish = wishOf(values);
  const total = totalFen(lines);
  const standing = await settlementsOfCharge(q, personId, chargeId);
  const live = standing.find(({ state }) => state !== 'refused');
  const touchesLines = added.some(({ set }) => Object.keys(set).some((field) => field.startsWith('line.')));
  const isNew = wish && !standing.some(({ settlementId }) => settlementId === wish.settlementId);
  if (live && (isNew || (touchesLines && total !== live.totalFen))) return fail(settledAlready);
  if (isNew && lines.length === 0) return fail(nothingToSettle);
  if (isNew && wish.totalFen !== total) return fail(totalDiffers);

  const organisationId = (await organisationOf(q, personId, chargeId)) ?? actor.homeUnitId;
  const attendanceId = values['attendanceId'];
  await saveCharge(
    q,
    {
      personId,
      chargeId,
      ...(typeof attendanceId === 'string' && { attendanceId }),
      organisationId,
      scopeId: document.scopeId,
      totalFen: total,
    },
    lines,
    now,
  );
  if (isNew) {
    const settled = wish.method === 'cash';
    await insertSettlement(
      q,
      {
        personId,
        settlementId: wish.settlementId,
        chargeId,
        organisationId,
        method: wish.method,
        state: settled ? 'settled' : 'queued',
        totalFen: total,
        wishedAt: new Date(wish.at),
      },
      now,
    );
    if (settled)
      await kernel.events.announce(q, 'billing.charge-settled', {
        chargeId,
        settlementId: wish.settlementId,
        personId,
        method: 'cash',
        at: now.toISOString(),
      });
    else
      await kernel.jobs.enqueue(q, {
        kind: sendSettlementsJob,
        payload: {},
        singletonKey: wish.settlementId,
      });
  }
  const balanced = (await settlementsOfCharge(q, personId, chargeId)).some(({ state }) => state === 'settled');
  const [person] = await parts.registry.persons(q, [personId]);
  const invoice = invoiceOf({
    chargeId,
    personId,
    organisationId,
    at: oldest(document),
    state: balanced ? 'balanced' : 'issued',
    lines,
    tags: person?.simulated ? [simulatedTag] : [],
  });
  const put = await parts.record.putResources(
    q,
    actor,
    writeCharge,
    lines.length > 0 ? { put: [invoice] } : { put: [], remove: [{ type: 'Invoice', id: chargeId }] },
    now,
  );
  return put.ok ? succeed(undefined) : put;
}

/** When the charge was begun: the same whoever projects it again. */
const oldest = ({ fields }: DocumentState): string =>
  Object.values(fields)
    .flat()
    .map(({ at }) => at)
    .toSorted()[0]!;
