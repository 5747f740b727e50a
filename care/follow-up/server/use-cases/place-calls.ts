// Calls by machine: how many at once, each led to its outcome, and what the outcome does; what a dead server left open is closed.
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { followUpTopic } from '../../contract.ts';
import { scriptOf, type CallOutcome } from '../../rules/telephone/call-dialogue.ts';
import type { Parts } from '../parts.ts';
import { endCall, keepAnswers, openCallsBefore, type CallRow } from '../store/call.ts';
import { lockOutreach, openAnswers, refuse, saveOutreach, sealAnswers, type OutreachRow } from '../store/outreach.ts';
import { conductCall, type CallResult } from '../voice/conduct-call.ts';
import type { Voice } from '../voice/ports.ts';
import { questionsOf, takeAnswers, writePermission } from './answer.ts';

/** Setting: calls at once; our own assumption until the county says how many lines it has. */
const callsAtOnceKey = 'follow-up.calls-at-once';
const usualCallsAtOnce = 4;
/** Longer than any call. */
const lostAfterMilliseconds = 15 * 60_000;

export async function callsAtOnce({ kernel }: Parts, q: Sql, unitId: string, now: Date): Promise<number> {
  const stored = await kernel.settings.valueAt(callsAtOnceKey, unitId, now, q);
  return typeof stored === 'number' && stored >= 0 ? stored : usualCallsAtOnce;
}

/** The call goes on by itself; the server waits for it when it stops. */
export function startCall(parts: Parts, call: CallRow, now: Date): void {
  const { kernel, telephone } = parts;
  const { voice } = telephone;
  if (!voice) return;
  const run = leadCall(parts, voice, call, now)
    .catch((error: unknown) => kernel.log.error({ error, call: call.callId }, 'a call failed'))
    .finally(() => telephone.running.delete(call.callId));
  telephone.running.set(call.callId, run);
}

async function leadCall(parts: Parts, voice: Voice, call: CallRow, now: Date): Promise<void> {
  const { kernel, registry, telephone } = parts;
  const { personId, callId } = call;
  const [person] = await registry.persons(kernel.db, [personId]);
  const { template } = await questionsOf(kernel.db, call);
  const script = scriptOf(template, addresseeOf(person), voice.recognition !== undefined, dayOf(now));
  let result: CallResult = { outcome: 'lost', answers: {} };
  try {
    result = await conductCall(
      voice,
      person?.phone ?? '',
      script,
      (answers) => keepAnswers(kernel.db, personId, callId, sealAnswers(kernel.cipher, answers)),
      telephone.stopping.signal,
    );
  } catch (error) {
    kernel.log.error({ error, call: callId }, 'a call broke off');
  }
  await settleCall(parts, call, result);
}

/** A surname and how one says it, nothing more: anybody may pick up. */
function addresseeOf(person: { name: string; sex: string } | undefined): string {
  const surname = [...(person?.name ?? '')][0] ?? '';
  return `${surname}${person?.sex === 'female' ? '女士' : person?.sex === 'male' ? '先生' : '某'}`;
}

async function settleCall(parts: Parts, call: CallRow, { outcome, answers }: CallResult): Promise<void> {
  const { kernel } = parts;
  const at = kernel.clock.now();
  const actor = systemActor('follow-up call', kernel.newId());
  // Taken once, whoever comes first; answers that are not whole stay with the call.
  if (outcome === 'answered') await takeAnswers(parts, actor, call, answers, 'voice', at);
  const kept = Object.keys(answers).length > 0 ? sealAnswers(kernel.cipher, answers) : null;
  await kernel.db.tx(async (q) => {
    const row = await lockOutreach(q, call.personId, call.outreachId);
    const settled = outcome === 'answered' && row?.answeredBy !== 'voice' ? 'partly-answered' : outcome;
    if (!(await endCall(q, call, settled, kept, at))) return;
    await follow(q, call, row, settled, at);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: writePermission,
      outcome: 'success',
      object: `FollowUpOutreach/${call.outreachId}`,
      persons: [call.personId],
      detail: { call: settled },
    });
    await kernel.live.publish(q, followUpTopic, { roundId: call.roundId });
  });
}

/** What an outcome changes in the plan; after busy, no answer and the like the next attempt stands there already. */
async function follow(
  q: Transaction,
  call: CallRow,
  row: OutreachRow | undefined,
  outcome: CallOutcome,
  at: Date,
): Promise<void> {
  if (outcome === 'refused') await refuse(q, call.personId, at);
  if (!row || row.state === 'answered' || row.state === 'stopped' || row.state === 'refused') return;
  if (outcome === 'refused') await saveOutreach(q, { ...row, state: 'refused', nextAt: null });
  // Back to the team: the rest is asked by people, and so is who has the number now.
  if (outcome === 'partly-answered' || outcome === 'wrong-person')
    await saveOutreach(q, { ...row, state: 'asked', channel: 'staff', attempts: 0, nextAt: at });
}

/** Calls whose server died; each was an attempt. What had been answered is taken where it is whole, else it comes to the team. */
export async function closeLostCalls(parts: Parts, now: Date): Promise<void> {
  const { kernel, telephone } = parts;
  for (const call of await openCallsBefore(kernel.db, new Date(now.getTime() - lostAfterMilliseconds)))
    if (!telephone.running.has(call.callId))
      await settleCall(parts, call, {
        outcome: call.answers === null ? 'lost' : 'answered',
        answers: openAnswers(kernel.cipher, call),
      });
}
