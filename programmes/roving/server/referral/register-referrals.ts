// Kinds of documents by which crews ask hospitals: referrals, and calls to a specialist.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { DocumentState } from '#foundation/sync/rules/operation.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { callsTopic, referralKinds, type CallAsked, type ReferralAsked } from '../../referral-contract.ts';
import {
  askedOf,
  type Asked,
  callResource,
  callRule,
  checkCall,
  checkReferral,
  referralRule,
} from '../../rules/referral/referral.ts';
import { crewPermissions } from '../crew/permissions.ts';
import type { Parts } from '../parts.ts';
import { hospitalUnknown } from '../problems.ts';
import { dropReferral, saveReferral } from '../store/attendance.ts';
import { cancelCall, queueCall } from '../store/specialist-call.ts';

const urgencies = { routine: 'routine', urgent: 'urgent', emergency: 'stat' } as const;
/** A hospital that is asked sees the person so long. */
const careDays = 30;

export function registerReferrals(parts: Parts, sync: Sync): void {
  const permissions = { permission: crewPermissions.write, readPermission: crewPermissions.read };
  sync.registerKind({
    kind: referralKinds.referral,
    ...permissions,
    ruleOf: referralRule,
    check: checkReferral,
    project: (q, actor, document, _added, now) => projectReferral(parts, q, actor, document, now),
  });
  sync.registerKind({
    kind: referralKinds.call,
    ...permissions,
    ruleOf: callRule,
    check: checkCall,
    project: (q, actor, document, _added, now) => projectCall(parts, q, actor, document, now),
  });
}

async function tagsOf({ registry }: Parts, q: Transaction, personId: string): Promise<object[]> {
  const [person] = await registry.persons(q, [personId]);
  return person?.simulated ? [simulatedTag] : [];
}

async function openTo(
  { kernel, registry }: Parts,
  q: Transaction,
  personId: string,
  organisationId: string,
  now: Date,
): Promise<Result<void>> {
  const hospitals = await registry.organisations(q, { kind: 'hospital' });
  if (!hospitals.some((one) => one.organisationId === organisationId)) return fail(hospitalUnknown);
  await kernel.access.relate(q, [
    {
      personId,
      party: organisationId,
      kind: 'institution',
      from: now,
      to: new Date(now.getTime() + careDays * 86_400_000),
      source: 'roving',
    },
  ]);
  return succeed(undefined);
}

async function projectReferral(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  now: Date,
): Promise<Result<void>> {
  const { personId, documentId } = document;
  const referral = askedOf<ReferralAsked>(document);
  const moved = await orderReferral(parts, q, actor, documentId, personId, referral, now);
  if (!moved.ok) return moved;
  if (referral.cancelled) await dropReferral(q, personId, documentId);
  else await saveReferral(q, personId, documentId, new Date(document.fields['asked']?.[0]?.at ?? now));
  return succeed(undefined);
}

/** The document of a device is an order of kind `referral` under the same id; it is asked once, and withdrawn while it may be. */
async function orderReferral(
  { orders }: Parts,
  q: Transaction,
  actor: Actor,
  orderId: string,
  personId: string,
  { asked, cancelled }: Asked<ReferralAsked>,
  now: Date,
): Promise<Result<unknown>> {
  if (!asked) return succeed(undefined);
  const standing = await orders.find(q, personId, orderId);
  if (!standing && !cancelled) {
    const { organisationId: toOrganisationId, department, reason } = asked;
    const payload = { toOrganisationId, reason: `${department}：${reason}` };
    return orders.place(
      q,
      actor,
      { orderId, personId, kind: 'referral', payload, urgency: urgencies[asked.urgency] },
      now,
    );
  }
  if (!standing || standing.endedAt || !cancelled) return succeed(undefined);
  const key = await documentIdOf('cancel', orderId);
  return orders.transition(
    q,
    actor,
    { personId, orderId, transition: 'cancel', key, given: { reason: cancelled } },
    now,
  );
}

async function projectCall(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  now: Date,
): Promise<Result<void>> {
  const { kernel, messaging, record } = parts;
  const { personId, documentId } = document;
  const call = askedOf<CallAsked>(document);
  if (call.cancelled) await cancelCall(q, personId, documentId);
  else if (call.asked && !call.outcome) {
    const { organisationId } = call.asked;
    const opened = await openTo(parts, q, personId, organisationId, now);
    if (!opened.ok) return opened;
    const isNew = await queueCall(q, {
      personId,
      callId: documentId,
      organisationId,
      fromOrganisationId: actor.homeUnitId,
      askedBy: document.fields['asked']![0]!.accountId,
      askedAt: new Date(document.fields['asked']![0]!.at),
    });
    if (isNew)
      await messaging.sendToMany(q, await accountsAbove(q, ['specialist'], organisationId, now), {
        code: 'roving-call-asked',
        notificationId: await documentIdOf('call', documentId),
        urgency: 'urgent',
        link: '/clinic/calls',
      });
  }
  await kernel.live.publish(q, callsTopic, {});
  const put = callResource(call, { documentId, personId, tags: await tagsOf(parts, q, personId) });
  const written = await record.putResources(q, actor, crewPermissions.write, { put }, now);
  return written.ok ? succeed(undefined) : written;
}
