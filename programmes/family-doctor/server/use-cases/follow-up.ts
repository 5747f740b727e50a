// A follow-up at the desk, at home or by phone: the form goes into the record with its visit, and counts for the contract.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { answersOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { VisitKind } from '#foundation/record/contract.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions } from '../../contract.ts';
import { addDays } from '../../rules/contract-stage.ts';
import { checkFilled, followUpResources, formIdOf } from '../../rules/filled-form.ts';
import type { FollowUpBody, FollowUpReply, FollowUpStart } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { answersRefused, dayNotPossible, formUnknown, personUnknown } from '../problems.ts';
import { countFacts } from './count-services.ts';
import { inTransaction } from './refused.ts';

/** Two times: the decision asks what the last visit said, and the last one may be of today. */
const timesShown = 2;
/** A follow-up is entered by the end of the week after it. */
const daysBack = 7;

/** How the form was filled before, wherever it was: clinic, vehicle, another system. */
export async function startFollowUp(
  { knowledge, record, kernel }: Parts,
  { personId, form: id }: { personId: string; form: string },
  now: Date,
): Promise<Result<FollowUpStart>> {
  if (!knowledge.forms(dayOf(now)).some((form) => form.id === id)) return fail(formUnknown);
  const filled = (await record.filledForms(kernel.db, [personId])).filter(
    ({ questionnaire, completed }) => completed && formIdOf(questionnaire) === id,
  );
  return succeed({
    before: filled.slice(0, timesShown).flatMap(({ questionnaire, authoredAt, resource }) => {
      const form = knowledge.form(id, questionnaire.split('|')[1] ?? '');
      return form ? [{ on: dayOf(authoredAt), answers: answersOf(form, resource) }] : [];
    }),
  });
}

export async function saveFollowUp(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: FollowUpBody,
  now: Date,
): Promise<Result<FollowUpReply>> {
  const { kernel, knowledge, registry, record } = parts;
  const today = dayOf(now);
  const form = knowledge.form(body.form.id, body.form.version);
  if (!form) return fail(formUnknown);
  if (body.answeredOn > today || body.answeredOn < addDays(today, -daysBack)) return fail(dayNotPossible);
  const issues = checkFilled(form, body.answers, body.answeredOn);
  if (issues.length > 0) return fail(answersRefused(issues));
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person) return fail(personUnknown);
  const visitId = await documentIdOf('family-doctor-visit', body.followUpId);
  const at = body.answeredOn === today ? now : new Date(`${body.answeredOn}T12:00:00+08:00`);
  const visit: VisitKind = body.visit;
  const resources = followUpResources(form, body.answers, {
    followUpId: body.followUpId,
    visitId,
    personId,
    organizationId: actor.homeUnitId,
    kind: visit,
    at: at.toISOString(),
    on: body.answeredOn,
    simulated: person.simulated,
  });
  return inTransaction(kernel, async (q): Promise<Result<FollowUpReply>> => {
    const before = await record.filledForms(q, [personId], { ids: [body.followUpId] });
    if (before.length > 0) return succeed({ followUpId: body.followUpId, counted: [], repeated: true });
    const put = await record.putResources(q, actor, permissions.followUp, { put: resources }, now);
    if (!put.ok) return put;
    const counted = await countFacts(
      parts,
      q,
      [
        {
          personId,
          sourceId: `QuestionnaireResponse/${body.followUpId}`,
          on: body.answeredOn,
          what: { form: form.id },
        },
        { personId, sourceId: `Encounter/${visitId}`, on: body.answeredOn, what: { visit } },
      ],
      now,
    );
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.followUp,
      outcome: 'success',
      persons: [personId],
      object: `QuestionnaireResponse/${body.followUpId}`,
    });
    return succeed({ followUpId: body.followUpId, counted, repeated: false });
  });
}
