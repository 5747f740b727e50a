// Sends what waits to the insurance, takes its answers, and puts them into the charge so that the tablet sees them.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import type { SettlementOutcome } from '../../contract.ts';
import { linesOf, shownFields } from '../../rules/charge.ts';
import { fenOf } from '../../rules/money.ts';
import { retryAt } from '../../rules/retry.ts';
import { settlementRequest, type SettlementReply } from '../../rules/settlement-request.ts';
import type { Parts } from '../parts.ts';
import type { InsuranceAdapter } from '../ports.ts';
import { decide, putBack, takeDue, type Decided, type SettlementRow } from '../store/settlement.ts';

export const sendSettlementsJob = 'billing.send-settlements';
const atOnce = 20;
const leaseSeconds = 120;
const timeoutMilliseconds = 10_000;

/** How many were decided. Settlements wait where no insurance is connected. */
export async function sendSettlements(parts: Parts): Promise<number> {
  const { kernel, insurance } = parts;
  if (!insurance) return 0;
  const now = kernel.clock.now();
  const taken = await kernel.db.tx((q) => takeDue(q, now, new Date(now.getTime() + leaseSeconds * 1_000), atOnce));
  let decided = 0;
  for (const one of taken) if (await sendOne(parts, insurance, one)) decided += 1;
  return decided;
}

async function sendOne(parts: Parts, insurance: InsuranceAdapter, one: SettlementRow): Promise<boolean> {
  const { kernel, sync } = parts;
  const document = await sync.document(kernel.db, one.personId, one.chargeId);
  if (!document) throw new Error(`Settlement ${one.settlementId} has lost its charge.`);
  const request = settlementRequest({
    settlementId: one.settlementId,
    chargeId: one.chargeId,
    // The insurance's own number of the person comes with the connection to a real one.
    personNumber: one.personId,
    organisationId: one.organisationId,
    at: one.wishedAt.toISOString(),
    lines: linesOf(shownFields(document)),
    totalFen: one.totalFen,
  });
  let reply: SettlementReply;
  try {
    reply = await insurance.settle(request, AbortSignal.timeout(timeoutMilliseconds));
  } catch (error) {
    kernel.log.warn({ settlement: one.settlementId, error: (error as Error).message }, 'the insurance did not answer');
    await putBack(kernel.db, one, 'no-answer', retryAt(one.attempts, kernel.clock.now()));
    return false;
  }
  const decision = decisionOf(reply);
  if (!decision) {
    await putBack(kernel.db, one, 'answer-unreadable', retryAt(one.attempts, kernel.clock.now()));
    return false;
  }
  return kernel.db.tx((q) => takeAnswer(parts, q, one, decision));
}

function decisionOf(reply: SettlementReply): Decided | undefined {
  const simulated = reply.simulated === true;
  if (reply.state === 'refused') return { state: 'refused', reason: String(reply.reason).slice(0, 200), simulated };
  const fundFen = fenOf(reply.fund_pay);
  const selfFen = fenOf(reply.self_pay);
  if (reply.state !== 'settled' || fundFen === undefined || selfFen === undefined) return undefined;
  return { state: 'settled', reference: String(reply.reference).slice(0, 60), fundFen, selfFen, simulated };
}

async function takeAnswer(parts: Parts, q: Transaction, one: SettlementRow, decided: Decided): Promise<boolean> {
  const { kernel, sync } = parts;
  const now = kernel.clock.now();
  const agrees = decided.state === 'refused' || decided.fundFen! + decided.selfFen! === one.totalFen;
  const kept: Decided = agrees ? decided : { state: 'refused', reason: 'sum-differs', simulated: decided.simulated };
  if (!(await decide(q, one, kept, now))) return false;
  const outcome: SettlementOutcome = { settlementId: one.settlementId, at: now.toISOString(), ...kept };
  const actor = systemActor(`job ${sendSettlementsJob}`, kernel.newId());
  const { personId, chargeId: documentId } = one;
  const told = await sync.answer(
    q,
    actor,
    { personId, documentId, set: { outcome: outcome as unknown as FieldValue } },
    now,
  );
  if (!told.ok) throw new Error(told.problem.code);
  if (kept.state === 'settled')
    await kernel.events.announce(q, 'billing.charge-settled', {
      chargeId: one.chargeId,
      settlementId: one.settlementId,
      personId,
      method: 'insurance',
      at: now.toISOString(),
    });
  return true;
}
