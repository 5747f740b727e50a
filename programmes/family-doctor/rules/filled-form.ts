// A follow-up as FHIR resources: the visit, the filled form, and an observation for each measured answer.
import type { Day, Instant, Issue } from '#platform/contract.ts';
import { faultOf, isAnswered } from '#foundation/knowledge/rules/check-answers.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { observationsOf } from '#foundation/knowledge/rules/fhir/observations.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { VisitKind } from '#foundation/record/contract.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { sourceSystem, visitResources, type Resource } from '#foundation/record/rules/visit-resources.ts';

/** Id of the form in `urn:...:<id>|<version>`. */
export const formIdOf = (questionnaire: string): string => questionnaire.split('|')[0]!.split(/[:/]/).at(-1)!;

/** Why these answers can't be kept: unknown items, values no item takes, what is required and missing. */
export function checkFilled(form: FormDefinition, answers: Answers, on: Day): Issue[] {
  const items = new Map(itemsOf(form).map((item) => [item.key, item]));
  const wrong = Object.entries(answers).flatMap(([key, value]): Issue[] => {
    const item = items.get(key);
    if (!item) return [{ path: key, code: 'family-doctor.answer-unknown' }];
    if (!isAnswered(value) || item.kind === 'computed' || !faultOf(item, value, on)) return [];
    return [{ path: key, code: 'family-doctor.answer-refused', parameters: { name: item.label.zh } }];
  });
  if (wrong.length > 0) return wrong;
  const result = evaluateForm(form, answers, on);
  if (result.state === 'complete') return [];
  return [...result.missing, ...result.faults.map(({ key }) => key)].map((key) => ({
    path: key,
    code: 'family-doctor.answer-missing',
    parameters: { name: items.get(key)?.label.zh ?? key },
  }));
}

export interface FollowUpFrame {
  followUpId: string;
  visitId: string;
  personId: string;
  organizationId: string;
  kind: VisitKind;
  at: Instant;
  on: Day;
  simulated: boolean;
}

export function followUpResources(form: FormDefinition, answers: Answers, frame: FollowUpFrame): Resource[] {
  const patient = `Patient/${frame.personId}`;
  const encounter = `Encounter/${frame.visitId}`;
  const meta = {
    tag: [{ system: sourceSystem, code: 'clinic' }, ...(frame.simulated ? [simulatedTag] : [])],
  };
  const [visit] = visitResources(
    {
      visitId: frame.visitId,
      startedAt: frame.at,
      endedAt: frame.at,
      kind: frame.kind,
      reason: form.title.zh,
      vitals: [],
      simulated: frame.simulated,
    },
    { patient, organization: frame.organizationId },
  );
  const result = evaluateForm(form, answers, frame.on);
  const shared = { id: frame.followUpId, patient, encounter, authoredAt: frame.at, meta };
  return [
    visit!,
    responseOf(form, result.answers, { ...shared, complete: true }),
    ...observationsOf(form, result.answers, {
      ...shared,
      derivedFrom: `QuestionnaireResponse/${frame.followUpId}`,
    }).map((one) => ({ ...one, resourceType: 'Observation' })),
  ];
}
