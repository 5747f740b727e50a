// The page behind a link: whoever has it may answer for the person of one outreach, once, and sees nothing but the questions.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { followUpTopic, type LinkReply } from '../../contract.ts';
import { tokenHash } from '../link-token.ts';
import type { Parts } from '../parts.ts';
import { linkClosed, linkUnknown } from '../problems.ts';
import { findLink, findOutreach, lockOutreach, refuse, saveOutreach, type OutreachRow } from '../store/outreach.ts';
import { questionsOf, takeAnswers } from './answer.ts';

async function behind({ kernel }: Parts, token: string): Promise<OutreachRow | undefined> {
  const link = await findLink(kernel.db, tokenHash(kernel.cipher, token));
  return link && findOutreach(kernel.db, link.personId, link.outreachId);
}
export const isOpen = ({ state, openUntil }: OutreachRow, now: Date): boolean =>
  state !== 'answered' && state !== 'stopped' && state !== 'refused' && openUntil !== null && openUntil > now;

export async function readLink(parts: Parts, token: string, now: Date): Promise<Result<LinkReply>> {
  const { kernel, registry } = parts;
  const row = await behind(parts, token);
  if (!row) return fail(linkUnknown);
  const { template, form } = await questionsOf(kernel.db, row);
  const [person] = await registry.persons(kernel.db, [row.personId]);
  const open = isOpen(row, now);
  return succeed({
    state: row.state === 'answered' ? 'answered' : open ? 'open' : 'closed',
    title: template.title,
    greeting: template.greeting,
    closing: template.closing,
    name: maskName(person?.name ?? ''),
    today: dayOf(now),
    ...(open && { form }),
  });
}

export async function answerLink(
  parts: Parts,
  token: string,
  answers: Answers,
  now: Date,
): Promise<Result<{ state: 'answered' }>> {
  const row = await behind(parts, token);
  if (!row) return fail(linkUnknown);
  if (row.state !== 'answered' && !isOpen(row, now)) return fail(linkClosed);
  const actor = systemActor('follow-up link', parts.kernel.newId());
  const by = row.channel === 'app' ? 'app' : 'sms';
  const taken = await takeAnswers(parts, actor, row, answers, by, now);
  return taken.ok ? succeed({ state: 'answered' }) : taken;
}

/** No machine asks this person again; the team may still call. */
export async function refuseLink(parts: Parts, token: string, now: Date): Promise<Result<{ state: 'refused' }>> {
  const found = await behind(parts, token);
  if (!found) return fail(linkUnknown);
  await refuseOutreach(parts, found, 'follow-up link', now);
  return succeed({ state: 'refused' });
}

export async function refuseOutreach(
  { kernel }: Parts,
  found: OutreachRow,
  task: 'follow-up link' | 'follow-up television',
  now: Date,
): Promise<void> {
  await kernel.db.tx(async (q) => {
    const row = await lockOutreach(q, found.personId, found.outreachId);
    await refuse(q, found.personId, now);
    if (row && (row.state === 'waiting' || row.state === 'asked'))
      await saveOutreach(q, { ...row, state: 'refused', nextAt: null });
    await kernel.audit.record(q, systemActor(task, kernel.newId()), {
      action: 'update',
      permission: 'follow-up.answer.write',
      outcome: 'success',
      object: `FollowUpOutreach/${found.outreachId}`,
    });
    await kernel.live.publish(q, followUpTopic, { roundId: found.roundId });
  });
}
