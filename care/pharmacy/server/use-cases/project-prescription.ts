// Puts a prescription into the record; what the record knows and the device did not is told to the prescriber.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { DocumentState, Operation } from '#foundation/sync/rules/operation.ts';
import { alertsOf, withoutReason } from '../../rules/check-alerts.ts';
import { prescriptionResources } from '../../rules/fhir.ts';
import { prescriptionOf, prescriptionRule, shownOf } from '../../rules/prescription.ts';
import type { Parts } from '../parts.ts';
import { overrideMissing, signedAlready, tooManyDays } from '../problems.ts';
import { lateAlertsJob } from './tell-late-alerts.ts';
import { prescribingPolicy } from './prescribing-policy.ts';

export const writePrescription = 'pharmacy.prescription.write';

export async function projectPrescription(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  added: readonly Operation[],
  now: Date,
): Promise<Result<void>> {
  const { knowledge, record, registry } = parts;
  const { personId, documentId } = document;
  const prescription = prescriptionOf(shownOf(document, prescriptionRule));
  const { items, signed, overrides } = prescription;
  const policy = await prescribingPolicy(parts, q, document.scopeId, now);
  if (items.some(({ days }) => days > policy.longDays)) return fail(tooManyDays(policy.longDays));
  if (signed && touchesSigned(document, added)) return fail(signedAlready);
  const rules = knowledge.interactions(dayOf(now))?.rules ?? [];
  if (signed) {
    // Among the items themselves device and server know the same: such an alert was shown.
    const own = alertsOf(rules, { items, others: [], conditions: [], allergies: [] });
    const missing = withoutReason(own, overrides);
    if (missing.length > 0) return fail(overrideMissing(missing.length));
  }
  const [person] = await registry.persons(q, [personId]);
  const put = prescriptionResources(prescription, {
    documentId,
    personId,
    at: signed?.at ?? beganAt(document),
    tags: person?.simulated ? [simulatedTag] : [],
    usualDays: policy.usualDays,
  });
  const withdrawn = Object.keys(document.fields)
    .filter((field) => field.startsWith('item.'))
    .map((field) => field.slice('item.'.length))
    .filter((itemId) => !items.some((item) => item.itemId === itemId));
  const written = await record.putResources(
    q,
    actor,
    writePrescription,
    { put, remove: withdrawn.map((id) => ({ type: 'MedicationRequest', id })) },
    now,
  );
  if (!written.ok) return written;
  if (added.some(({ set }) => 'signed' in set))
    await parts.kernel.jobs.enqueue(q, {
      kind: lateAlertsJob,
      payload: { personId, documentId, accountId: actor.accountId },
      singletonKey: documentId,
    });
  return succeed(undefined);
}

/** Items or their reasons are changed by an operation that knew of no signature, after another one has signed. */
function touchesSigned({ fields }: DocumentState, added: readonly Operation[]): boolean {
  const signedBy = fields['signed']?.[0]?.operationId;
  const signsNow = added.some(({ operationId }) => operationId === signedBy);
  return !signsNow && added.some(({ set }) => Object.keys(set).some((field) => field.startsWith('item.')));
}

const beganAt = ({ fields }: DocumentState): string =>
  Object.values(fields)
    .flat()
    .map(({ at }) => at)
    .toSorted()[0]!;
