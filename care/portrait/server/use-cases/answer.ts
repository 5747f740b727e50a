// Writes down what the person says (through risk prediction, which keeps these answers) and what a clinician found, each once.
import { dayOf, fail, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { takeInput } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { Value } from '#foundation/knowledge/rules/values.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions, type AnswersBody, type ExaminedBody, type PersonIndexReply } from '../../contract.ts';
import { dashSumCode, factObservation, frailtyCode } from '../../rules/asked.ts';
import { frailtyInstrument } from '../../rules/frailty.ts';
import type { Parts } from '../parts.ts';
import { findingUnknown, nothingAnswered } from '../problems.ts';
import { readPersonIndex } from './read-person.ts';

export async function answer(
  parts: Parts,
  actor: Actor,
  personId: string,
  { answersId, answers }: AnswersBody,
  now: Date,
): Promise<Result<PersonIndexReply>> {
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  const written = await parts.risks.answer(actor, personId, { answersId, answers: given }, now);
  return written.ok ? readPersonIndex(parts, actor, personId, now) : written;
}

interface Found {
  code: string;
  text: string;
  value: Value;
  unit?: string;
}

export async function writeFindings(
  parts: Parts,
  actor: Actor,
  personId: string,
  { answersId, dashSum, frailty }: ExaminedBody,
  now: Date,
): Promise<Result<PersonIndexReply>> {
  const { kernel, knowledge, record } = parts;
  const found: Found[] = [];
  if (dashSum !== undefined) found.push({ code: dashSumCode, text: '膳食 DASH 总分', value: dashSum, unit: '{score}' });
  const instrument = knowledge.instruments(dayOf(now)).find(({ id }) => id === frailtyInstrument);
  for (const [key, value] of Object.entries(frailty ?? {})) {
    const item = key === 'age' ? undefined : instrument?.inputs.find((one) => one.key === key);
    const taken = item && takeInput(item, value);
    if (!item || typeof taken !== 'object') return fail(findingUnknown);
    found.push({ code: frailtyCode(key), text: item.label.zh, value: taken.value });
  }
  if (found.length === 0) return fail(nothingAnswered);
  const put = await Promise.all(
    found.map(async (one) =>
      factObservation({
        ...one,
        id: await documentIdOf('portrait-fact', answersId, one.code),
        personId,
        at: now,
      }),
    ),
  );
  const done = await kernel.db.tx(async (q): Promise<Result<unknown>> => {
    const written = await record.putResources(q, actor, permissions.frailty, { put }, now);
    if (!written.ok) return written;
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.frailty,
      outcome: 'success',
      persons: [personId],
      detail: { findings: found.length },
    });
    return written;
  });
  return done.ok ? readPersonIndex(parts, actor, personId, now) : done;
}
