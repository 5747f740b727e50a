// Asks those whose turn it is: in the app, on the television, by SMS with a link, by a call, or by putting them onto the team's list; the clock's job.
import { personsWithAccount } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { followUpTopic } from '../../contract.ts';
import { nextReach, withinHours, type Channel } from '../../rules/reach.ts';
import { linkToken, tokenHash } from '../link-token.ts';
import type { Parts } from '../parts.ts';
import { countOpenCalls, insertCall, type CallRow } from '../store/call.ts';
import { dueOutreaches, insertLink, lockOutreach, refused, saveOutreach, type OutreachRow } from '../store/outreach.ts';
import { findRound, type RoundRow } from '../store/round.ts';
import { findRelease } from '../store/template.ts';
import { callsAtOnce, closeLostCalls, startCall } from './place-calls.ts';
import { usable, withTelevision } from './ways.ts';

const most = 200;
const dayMilliseconds = 86_400_000;
const callMilliseconds = 3_600_000;

/** Returns how many were asked or moved on. */
export async function reachDue(parts: Parts, now: Date): Promise<number> {
  const { kernel } = parts;
  await closeLostCalls(parts, now);
  let done = 0;
  for (const kind of ['messages', 'calls'] as const)
    for (const { personId, outreachId } of await dueOutreaches(kernel.db, now, kind, most)) {
      const reached = await kernel.db.tx((q) => reachOne(parts, q, personId, outreachId, now));
      if (reached === 'no-line') break;
      if (reached === 'nothing') continue;
      done++;
      // The call's row is committed: whatever happens from here on, it was one attempt.
      if (typeof reached === 'object') startCall(parts, reached, now);
    }
  return done;
}
type ReachedOne = 'nothing' | 'no-line' | 'asked' | CallRow;

async function reachOne(
  parts: Parts,
  q: Transaction,
  personId: string,
  outreachId: string,
  now: Date,
): Promise<ReachedOne> {
  const { kernel, registry, telephone } = parts;
  const row = await lockOutreach(q, personId, outreachId);
  if (!row?.nextAt || row.nextAt > now || !row.channel || !['waiting', 'asked'].includes(row.state)) return 'nothing';
  const round = await findRound(q, row.roundId);
  if (!round || round.stoppedAt) return 'nothing';
  const inHours = withinHours(round.policy, now);
  if (inHours > now) {
    await saveOutreach(q, { ...row, nextAt: inHours });
    return 'nothing';
  }
  const [person] = await registry.persons(q, [personId]);
  const [accounts, unwilling] = [await personsWithAccount(q, [personId]), await refused(q, [personId])];
  const televisions = await withTelevision(q, [personId], now);
  const may = (channel: Channel) =>
    person?.status === 'active' &&
    usable(channel, {
      account: accounts.length > 0,
      phone: person.phone !== undefined,
      refused: unwilling.has(personId),
      line: telephone.voice !== undefined,
      television: televisions.has(personId),
    });
  if (row.channel === 'voice' && telephone.stopping.signal.aborted) return 'no-line';
  const calls = row.channel === 'voice' && may('voice') && row.attempts < round.policy.attempts;
  if (calls && (await countOpenCalls(q)) >= (await callsAtOnce(parts, q, round.orgUnitId, now))) return 'no-line';
  const reached = await ask(parts, q, row, round, may(row.channel), now);
  const next = nextReach(round.policy, { channel: row.channel, attempts: reached.attempts }, now, may);
  if ('end' in next) {
    // The last attempt still has until its link closes.
    const over = row.attempts === reached.attempts;
    await saveOutreach(q, {
      ...reached,
      ...(over ? { state: 'no-answer', nextAt: null } : { nextAt: untilOver(reached, now) }),
    });
  } else
    await saveOutreach(q, {
      ...reached,
      channel: next.channel,
      attempts: next.attempts,
      nextAt: next.at,
      ...(next.channel === 'staff' && { state: 'asked' }),
    });
  await kernel.live.publish(q, followUpTopic, { roundId: row.roundId });
  if (!calls) return 'asked';
  const call = { personId, callId: kernel.newId(), outreachId, roundId: row.roundId, startedAt: now };
  await insertCall(q, call);
  return { ...call, outcome: null, answers: null };
}

/** A link closes on its day; a call is over within the hour. */
const untilOver = ({ channel, openUntil }: OutreachRow, now: Date): Date | null =>
  channel === 'voice' ? new Date(Math.max(openUntil?.getTime() ?? 0, now.getTime() + callMilliseconds)) : openUntil;

/** The row after one attempt; as it was where the allowed attempts are made, or the person can't be reached so. */
async function ask(
  { kernel, messaging }: Parts,
  q: Transaction,
  row: OutreachRow,
  round: RoundRow,
  may: boolean,
  now: Date,
): Promise<OutreachRow> {
  if (!may || row.attempts >= round.policy.attempts) return row;
  const { personId, outreachId, channel } = row;
  if (channel === 'voice') return { ...row, state: 'asked', attempts: row.attempts + 1 };
  const openUntil = new Date(now.getTime() + round.policy.openDays * dayMilliseconds);
  // It stands there until the television asks for it.
  if (channel === 'tv')
    return { ...row, state: 'asked', attempts: row.attempts + 1, openUntil, tvSince: row.tvSince ?? now };
  const token = linkToken(kernel.cipher, outreachId);
  await insertLink(q, tokenHash(kernel.cipher, token), personId, outreachId);
  const template = (await findRelease(q, round.templateId, round.release))!;
  const parameters = { title: template.title, greeting: template.greeting, from: round.startedName };
  if (channel === 'app')
    await messaging.send(q, {
      recipient: personId,
      code: 'follow-up-asked',
      parameters,
      link: `/answer/${token}`,
      notificationId: kernel.newId(),
    });
  else
    await messaging.send(q, {
      recipient: personId,
      code: 'follow-up-sms',
      parameters,
      sealed: { address: `${kernel.publicAddress()}/answer/${token}` },
      channels: ['sms'],
      notificationId: kernel.newId(),
    });
  return {
    ...row,
    state: 'asked',
    attempts: row.attempts + 1,
    openUntil,
  };
}
