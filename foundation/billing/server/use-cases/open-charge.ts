// A charge that another context opens itself, in its own transaction: lines, sum and Invoice; written again, the lines are replaced.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { ChargeLine } from '../../contract.ts';
import { totalFen } from '../../rules/charge.ts';
import { invoiceOf } from '../../rules/invoice.ts';
import { outstandingFen } from '../../rules/payment.ts';
import type { Parts } from '../parts.ts';
import { chargeUnknown } from '../problems.ts';
import { chargeOf, saveCharge } from '../store/charge.ts';
import { entriesOf, paymentsOfCharge } from '../store/payment.ts';

export interface ChargeToOpen {
  personId: string;
  /** Made by the caller. */
  chargeId: string;
  organisationId: string;
  /** When the service was agreed. */
  at: Date;
  lines: readonly (ChargeLine & { lineId: string })[];
}

/** Writes under `permission`, the caller's own. */
export async function openCharge(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  one: ChargeToOpen,
  now: Date,
): Promise<Result<void>> {
  const { personId, chargeId, organisationId, lines } = one;
  await saveCharge(
    q,
    { personId, chargeId, organisationId, scopeId: organisationId, totalFen: totalFen(lines) },
    lines,
    now,
  );
  return putInvoice(parts, q, actor, permission, { personId, chargeId, at: one.at }, now);
}

/** The Invoice as lines and payments stand. */
export async function putInvoice(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  { personId, chargeId, at }: { personId: string; chargeId: string; at: Date },
  now: Date,
): Promise<Result<void>> {
  const charge = await chargeOf(q, personId, chargeId);
  if (!charge) return fail(chargeUnknown);
  const payments = await paymentsOfCharge(q, personId, chargeId);
  const settled = payments.every(({ state }) => state !== 'asked');
  const left = outstandingFen(charge.totalFen, entriesOf(payments));
  const [person] = await parts.registry.persons(q, [personId]);
  const invoice = invoiceOf({
    chargeId,
    personId,
    organisationId: charge.organisationId,
    at: at.toISOString(),
    state: left === 0 && settled ? 'balanced' : 'issued',
    lines: charge.lines,
    tags: person?.simulated ? [simulatedTag] : [],
  });
  const put = await parts.record.putResources(
    q,
    actor,
    permission,
    charge.lines.length > 0 ? { put: [invoice] } : { put: [], remove: [{ type: 'Invoice', id: chargeId }] },
    now,
  );
  return put.ok ? succeed(undefined) : put;
}
