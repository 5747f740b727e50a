// The medicine may be in the person's hand already: alerts that the device could not know are told to the prescriber.
import { z } from 'zod';
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { alertsOf, medicationOf, withoutReason } from '../../rules/check-alerts.ts';
import { prescriptionOf, prescriptionRule, shownOf } from '../../rules/prescription.ts';
import type { Parts } from '../parts.ts';

export const lateAlertsJob = 'pharmacy.tell-late-alerts';
const payloadSchema = z.object({ personId: z.uuid(), documentId: z.uuid(), accountId: z.uuid() });

export async function tellLateAlerts(parts: Parts, payload: unknown): Promise<void> {
  const { kernel, knowledge, record, messaging, sync } = parts;
  const { personId, documentId, accountId } = payloadSchema.parse(payload);
  const document = await sync.document(kernel.db, personId, documentId);
  if (!document) return;
  const { items, overrides } = prescriptionOf(shownOf(document, prescriptionRule));
  const now = kernel.clock.now();
  const on = dayOf(now);
  const rules = knowledge.interactions(on)?.rules ?? [];
  const medicines = knowledge.medicines(on)?.medicines ?? [];
  const own = new Set(items.map(({ itemId }) => itemId));
  const others = (await record.activeMedications(kernel.db, [personId])).filter(({ id }) => !own.has(id));
  const actor = systemActor(`job ${lateAlertsJob}`, kernel.newId());
  const banner = (await record.banners(actor, [personId], now)).get(personId);
  const alerts = alertsOf(rules, {
    items,
    others: others.map((one) => medicationOf(one, medicines)),
    conditions: banner?.conditions.flatMap(({ code }) => (code ? [code] : [])) ?? [],
    allergies: banner?.allergies.map(({ title }) => title) ?? [],
  });
  const unknown = withoutReason(alerts, overrides);
  if (unknown.length === 0) return;
  const notificationId = await documentIdOf('late-alert', documentId);
  await kernel.db.tx((q) =>
    messaging.sendToMany(q, [accountId], {
      code: 'pharmacy-late-alert',
      parameters: { count: unknown.length, what: unknown[0]!.sentence.zh },
      notificationId,
      urgency: 'urgent',
    }),
  );
}
