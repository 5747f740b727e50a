// A resident asks, the doctor answers: one conversation a person, read by whoever of the team answers for them.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import { permissions } from '../../contract.ts';
import { isInForce } from '../../rules/contract-stage.ts';
import { threadTopic, type MessageBody, type ThreadReply, type ThreadRow } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { notInForce, personUnknown } from '../problems.ts';
import { insertMessage, markThreadRead, messagesOf, threadsOf, type Side } from '../store/message.ts';
import { gather } from './gather.ts';
import { myPeople } from './my-people.ts';
import { namesOf } from './present.ts';
import { inTransaction } from './refused.ts';

export async function readThread(parts: Parts, personId: string, now: Date): Promise<Result<ThreadReply>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const [person] = await registry.persons(q, [personId]);
  if (!person) return fail(personUnknown);
  const { current } = (await gather(parts, q, [personId], dayOf(now), now)).of(personId);
  const open = current !== undefined && isInForce(current.stage);
  return succeed({
    personId,
    name: person.name,
    messages: (await messagesOf(q, kernel.cipher, personId)).map(
      ({ messageId, at, from, authorName, text, readAt }) => ({
        messageId,
        at: at.toISOString(),
        from,
        authorName,
        text,
        ...(readAt && { readAt: readAt.toISOString() }),
      }),
    ),
    ...(open && { doctorName: (await namesOf(parts, q)).doctor(current.doctorId) }),
    open,
  });
}

export async function writeMessage(
  parts: Parts,
  actor: Actor,
  personId: string,
  from: Side,
  body: MessageBody,
  now: Date,
): Promise<Result<ThreadReply>> {
  const { kernel, messaging } = parts;
  const { current } = (await gather(parts, kernel.db, [personId], dayOf(now), now)).of(personId);
  if (from === 'resident' && !(current && isInForce(current.stage))) return fail(notInForce);
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    const fresh = await insertMessage(q, kernel.cipher, {
      personId,
      messageId: body.messageId,
      at: now,
      from,
      accountId: actor.accountId,
      authorName: actor.displayName,
      text: body.text,
    });
    if (!fresh) return succeed(undefined);
    await kernel.live.publish(q, `${threadTopic}/${personId}`, { messageId: body.messageId });
    // Whoever answers has read what was asked.
    await markThreadRead(q, personId, from, now);
    if (from === 'doctor')
      await messaging.send(q, {
        recipient: personId,
        code: 'family-doctor.answered',
        parameters: { doctor: actor.displayName },
        link: 'family-doctor-messages',
        notificationId: body.messageId,
      });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: from === 'doctor' ? permissions.message : permissions.confirm,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorMessage/${body.messageId}`,
    });
    return succeed(undefined);
  });
  return done.ok ? readThread(parts, personId, now) : done;
}

export async function markRead(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ unread: number }>> {
  const reader: Side = hasRole(actor, 'resident') ? 'resident' : 'doctor';
  await parts.kernel.db.tx((q) => markThreadRead(q, personId, reader, now));
  return succeed({ unread: 0 });
}

export async function listThreads(
  parts: Parts,
  actor: Actor,
  team: string | undefined,
  now: Date,
): Promise<Result<{ items: ThreadRow[] }>> {
  const { kernel } = parts;
  const mine = await myPeople(parts, actor, { team, signedOnly: true }, now);
  const threads = await threadsOf(kernel.db, kernel.cipher, [...mine.facts.keys()]);
  for (const { personId } of threads) actor.span.persons.add(personId);
  return succeed({
    items: threads.flatMap((thread) => {
      const person = mine.persons.get(thread.personId);
      return person
        ? [
            {
              personId: thread.personId,
              name: person.name,
              sex: person.sex,
              ...(person.birthOn && { birthOn: person.birthOn }),
              villageName: person.villageName ?? '',
              lastAt: thread.lastAt.toISOString(),
              lastFrom: thread.lastFrom,
              lastText: thread.lastText,
              unread: thread.unreadDoctor,
              waiting: thread.lastFrom === 'resident',
            },
          ]
        : [];
    }),
  });
}
