// Complaints about a visit: made by the person or a proxy, handled with one answer by the institution, told to who complained.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { AnswerBody, Complaint, ComplaintBody, VisitSheet } from '../../visits-contract.ts';
import { homeCareTopic } from '../../visits-contract.ts';
import type { Parts } from '../parts.ts';
import { answeredAlready, visitUnknown } from '../problems.ts';
import { answerComplaint, insertComplaint, listComplaints } from '../store/complaint.ts';
import { findVisit } from '../store/visit.ts';
import { complaintView, readSheet, type VisitKey } from './visit-sheet.ts';
import { deskPermission } from './work.ts';

const complainPermission = 'home-care.order.complain';
const answerPermission = 'home-care.complaint.answer';

export async function makeComplaint(
  parts: Parts,
  actor: Actor,
  key: VisitKey,
  body: ComplaintBody,
  now: Date,
): Promise<Result<VisitSheet>> {
  const { kernel, messaging } = parts;
  const visit = await findVisit(kernel.db, key.personId, key.orderId);
  if (!visit) return fail(visitUnknown);
  await kernel.db.tx(async (q) => {
    await insertComplaint(q, {
      ...key,
      complaintId: body.complaintId,
      organisationId: visit.organisationId,
      saidSealed: kernel.cipher.encrypt(body.said),
      madeByName: actor.displayName,
      madeAt: now,
    });
    await messaging.sendToMany(q, await accountsAbove(q, ['gp'], visit.organisationId, now), {
      code: 'home-care-complaint',
      parameters: { what: visit.itemName },
      notificationId: body.complaintId,
      link: '/home-care/desk',
    });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: complainPermission,
      outcome: 'success',
      persons: [key.personId],
      object: `Complaint/${body.complaintId}`,
    });
    await kernel.live.publish(q, homeCareTopic, {});
  });
  return readSheet(parts, actor, key, now);
}

export async function handleComplaint(
  parts: Parts,
  actor: Actor,
  { complaintId, ...key }: VisitKey & { complaintId: string },
  { answer }: AnswerBody,
  now: Date,
): Promise<Result<VisitSheet>> {
  const { kernel, messaging } = parts;
  const visit = await findVisit(kernel.db, key.personId, key.orderId);
  if (!visit) return fail(visitUnknown);
  const organisationIds = await kernel.access.unitsOf(actor, answerPermission);
  const sealed = kernel.cipher.encrypt(answer);
  const done = await kernel.db.tx(async (q) => {
    const saved = await answerComplaint(
      q,
      { personId: key.personId, complaintId, organisationIds },
      { sealed, byName: actor.displayName, at: now },
    );
    if (!saved) return false;
    await messaging.send(q, {
      recipient: key.personId,
      code: 'home-care-answered',
      parameters: { what: visit.itemName },
      link: `home-care/${key.personId}/${key.orderId}`,
    });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: answerPermission,
      outcome: 'success',
      persons: [key.personId],
      object: `Complaint/${complaintId}`,
    });
    await kernel.live.publish(q, homeCareTopic, {});
    return true;
  });
  return done ? readSheet(parts, actor, key, now) : fail(answeredAlready);
}

export async function readComplaints(parts: Parts, actor: Actor): Promise<Result<{ complaints: Complaint[] }>> {
  const { kernel } = parts;
  const rows = await listComplaints(kernel.db, await kernel.access.unitsOf(actor, deskPermission));
  const complaints: Complaint[] = [];
  for (const row of rows) {
    const visit = await findVisit(kernel.db, row.personId, row.orderId);
    actor.span.persons.add(row.personId);
    complaints.push(complaintView(parts, row, visit?.itemName ?? ''));
  }
  return succeed({ complaints });
}
