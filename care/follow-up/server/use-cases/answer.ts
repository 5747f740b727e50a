// Takes the answers of one person, whoever entered them: into the record, and where they are abnormal, as an order to the person's own team.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import { observationsOf } from '#foundation/knowledge/rules/fhir/observations.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { followUpTopic, type AnsweredReply, type CallBody, type OutreachReply } from '../../contract.ts';
import type { Channel } from '../../rules/reach.ts';
import { abnormalAnswers, formOf, type AbnormalAnswer } from '../../rules/template-form.ts';
import type { Template } from '../../rules/template.ts';
import type { Parts } from '../parts.ts';
import { answersIncomplete, outreachOver, outreachUnknown } from '../problems.ts';
import {
  findOutreach,
  lockOutreach,
  openAnswers,
  saveOutreach,
  sealAnswers,
  type OutreachRow,
} from '../store/outreach.ts';
import { lastCalls } from '../store/call.ts';
import { findRound, type RoundRow } from '../store/round.ts';
import { findRelease } from '../store/template.ts';
import { presentOutreaches } from './rounds.ts';

export const readPermission = 'follow-up.answer.read';
export const writePermission = 'follow-up.answer.write';
const mostWhy = 500;

export const questionsOf = async (
  q: Parameters<typeof findRound>[0],
  { roundId }: Pick<OutreachRow, 'roundId'>,
): Promise<{ round: RoundRow; template: Template; form: ReturnType<typeof formOf> }> => {
  const round = (await findRound(q, roundId))!;
  const template = (await findRelease(q, round.templateId, round.release))!;
  return { round, template, form: formOf(template, round.templateId, round.release) };
};

export async function readOutreach(
  parts: Parts,
  actor: Actor,
  { personId, outreachId }: { personId: string; outreachId: string },
  now: Date,
): Promise<Result<OutreachReply>> {
  const { kernel } = parts;
  const row = await findOutreach(kernel.db, personId, outreachId);
  if (!row) return fail(outreachUnknown);
  const { template, form } = await questionsOf(kernel.db, row);
  const [outreach] = await presentOutreaches(parts, actor, [row], template, now);
  const [call] = row.answers === null ? await lastCalls(kernel.db, [personId], [outreachId]) : [];
  const answered = row.answers !== null ? row : call;
  return succeed({
    outreach: outreach!,
    form,
    template,
    ...(answered?.answers && { answers: openAnswers(kernel.cipher, answered) }),
  });
}

/** Sent again, it is taken once. */
export async function takeAnswers(
  parts: Parts,
  actor: Actor,
  { personId, outreachId }: { personId: string; outreachId: string },
  given: Answers,
  by: Channel,
  now: Date,
): Promise<Result<AnsweredReply>> {
  const { kernel } = parts;
  return kernel.db.tx(async (q): Promise<Result<AnsweredReply>> => {
    const row = await lockOutreach(q, personId, outreachId);
    if (!row) return fail(outreachUnknown);
    const { round, template, form } = await questionsOf(q, row);
    if (row.state === 'answered')
      return succeed({
        state: 'answered',
        abnormal: abnormalAnswers(template, openAnswers(kernel.cipher, row)).length,
      });
    if (row.state === 'stopped') return fail(outreachOver);
    const found = evaluateForm(form, given, dayOf(now));
    if (found.state === 'incomplete')
      return fail(
        answersIncomplete([
          ...found.missing.map((key) => ({ path: key, code: 'follow-up.answer.missing' })),
          ...found.faults.map(({ key, kind }) => ({ path: key, code: `follow-up.answer.${kind}` })),
        ]),
      );
    // Whoever answers is looked after, and has a health record from then on.
    const opened = await parts.registry.openHealthRecord(q, actor, writePermission, personId, now);
    if (!opened.ok) return opened;
    const written = await writeRecord(parts, q, actor, row, form, found.answers, now);
    if (!written.ok) return written;
    const abnormal = abnormalAnswers(template, found.answers);
    const orderId =
      abnormal.length > 0 ? await askForReview(parts, q, actor, row, round, template, abnormal, now) : null;
    await saveOutreach(q, {
      ...row,
      state: 'answered',
      nextAt: null,
      answeredAt: now,
      answeredBy: by,
      answers: sealAnswers(kernel.cipher, found.answers),
      abnormal: abnormal.length > 0,
      orderId,
    });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: writePermission,
      outcome: 'success',
      object: `FollowUpOutreach/${outreachId}`,
      persons: [personId],
      detail: { by, abnormal: abnormal.length },
    });
    await kernel.live.publish(q, followUpTopic, { roundId: row.roundId });
    return succeed({ state: 'answered', abnormal: abnormal.length });
  });
}

async function writeRecord(
  { record, registry }: Parts,
  q: Transaction,
  actor: Actor,
  { personId, outreachId }: OutreachRow,
  form: ReturnType<typeof formOf>,
  answers: Answers,
  now: Date,
): Promise<Result<unknown>> {
  const [person] = await registry.persons(q, [personId]);
  const meta = person?.simulated ? { meta: { tag: [simulatedTag] } } : {};
  const patient = `Patient/${personId}`;
  const authoredAt = now.toISOString();
  const put = [
    responseOf(form, answers, { id: outreachId, patient, authoredAt, complete: true, ...meta }),
    ...observationsOf(form, answers, {
      id: outreachId,
      patient,
      authoredAt,
      derivedFrom: `QuestionnaireResponse/${outreachId}`,
      ...meta,
    }),
  ] as Resource[];
  return record.putResources(q, actor, writePermission, { put }, now);
}

/** One review is open at most: more findings of the same person join it. */
async function askForReview(
  { orders, kernel }: Parts,
  q: Transaction,
  actor: Actor,
  { personId, outreachId }: OutreachRow,
  { orgUnitId, name }: RoundRow,
  { disease }: Template,
  abnormal: readonly AbnormalAnswer[],
  now: Date,
): Promise<string | null> {
  const why = `${name}：${abnormal.map(({ question, answer }) => `${question} ${answer}`).join('；')}`.slice(
    0,
    mostWhy,
  );
  const placed = await orders.place(
    q,
    actor,
    {
      orderId: outreachId,
      personId,
      kind: 'chronic-review',
      payload: { disease: disease === 'none' ? 'hypertension' : disease, why },
      urgency: 'urgent',
      requesterId: orgUnitId,
    },
    now,
  );
  if (placed.ok) return placed.value.orderId;
  const [open] = await orders.ofPersons(q, [personId], { kinds: ['chronic-review'], openOnly: true, limit: 1 });
  if (!open) kernel.log.warn({ outreach: outreachId, problem: placed.problem.code }, 'no review was asked for');
  return open?.orderId ?? null;
}

/** A call of the team that brought no answers. */
export async function noteCall(
  parts: Parts,
  actor: Actor,
  { personId, outreachId }: { personId: string; outreachId: string },
  { outcome }: CallBody,
): Promise<Result<AnsweredReply>> {
  const { kernel } = parts;
  return kernel.db.tx(async (q): Promise<Result<AnsweredReply>> => {
    const row = await lockOutreach(q, personId, outreachId);
    if (!row) return fail(outreachUnknown);
    if (row.state === 'answered' || row.state === 'stopped') return fail(outreachOver);
    await saveOutreach(q, { ...row, state: outcome, channel: 'staff', attempts: row.attempts + 1, nextAt: null });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: writePermission,
      outcome: 'success',
      object: `FollowUpOutreach/${outreachId}`,
    });
    await kernel.live.publish(q, followUpTopic, { roundId: row.roundId });
    return succeed({ state: outcome, abnormal: 0 });
  });
}
