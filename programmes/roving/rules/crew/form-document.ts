// A filled form as a document of the sync: its answers by item, and the FHIR resources once it is done.
import type { Day, Issue } from '#platform/contract.ts';
import { faultOf, isAnswered } from '#foundation/knowledge/rules/check-answers.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { observationsOf } from '#foundation/knowledge/rules/fhir/observations.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answer, Answers, FormDefinition, FormItem } from '#foundation/knowledge/rules/form.ts';
import { sourceSystem, type Resource } from '#foundation/record/rules/visit-resources.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';

const answerPrefix = 'a.';
export const answerField = (key: string): string => `${answerPrefix}${key}`;
export const keyOfField = (field: string): string | undefined =>
  field.startsWith(answerPrefix) ? field.slice(answerPrefix.length) : undefined;

const head: Record<string, ConflictRule> = {
  /** `code|version`. */
  form: 'first',
  attendanceId: 'first',
  answeredOn: 'first',
  /** Set once the form is done; null: taken up again. */
  doneAt: 'latest',
};
const ruleOfItem: Record<FormItem['conflict'], ConflictRule> = {
  ask: 'ask',
  append: 'append',
  union: 'append',
  'latest-measured': 'latest',
  'latest-written': 'latest',
};

/** The same key has the same rule in all forms (a test holds the knowledge base's content to that). */
export function formRule(forms: Iterable<FormDefinition>): (field: string) => ConflictRule | undefined {
  const rules = new Map<string, ConflictRule>();
  for (const form of forms) for (const item of itemsOf(form)) rules.set(item.key, ruleOfItem[item.conflict]);
  return (field) => {
    const key = keyOfField(field);
    return key === undefined ? head[field] : rules.get(key);
  };
}

export const formCode = ({ id, version }: Pick<FormDefinition, 'id' | 'version'>): string => `${id}|${version}`;
export function readFormCode(code: unknown): { id: string; version: string } | undefined {
  const [id, version] = typeof code === 'string' ? code.split('|') : [];
  return id && version ? { id, version } : undefined;
}

const shown = (document: DocumentState, field: string, rule: ConflictRule): FieldValue | undefined => {
  const heads = document.fields[field];
  return heads && viewField(heads, rule).value;
};
export const formHead = (document: DocumentState) => ({
  form: readFormCode(shown(document, 'form', 'first')),
  attendanceId: shown(document, 'attendanceId', 'first') as string | undefined,
  answeredOn: shown(document, 'answeredOn', 'first') as Day | undefined,
  doneAt: shown(document, 'doneAt', 'latest') as string | null | undefined,
});

/** What the document answers now. Texts of two devices stand one after the other. */
export function answersOfDocument(form: FormDefinition, document: DocumentState): Answers {
  return Object.fromEntries(
    itemsOf(form).flatMap((item): [string, Answer][] => {
      const value = shown(document, answerField(item.key), ruleOfItem[item.conflict]);
      if (value === undefined || value === null) return [];
      const one =
        Array.isArray(value) && item.kind !== 'multi-choice'
          ? value.filter((part) => typeof part === 'string').join('；')
          : value;
      return isAnswered(one as Answer) ? [[item.key, one as Answer]] : [];
    }),
  );
}

/** What is wrong with answers that were set; null takes one back. */
export function checkAnswers(form: FormDefinition, set: Record<string, FieldValue>, on: Day): Issue[] {
  const items = new Map(itemsOf(form).map((item) => [item.key, item]));
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    const key = keyOfField(field);
    if (key === undefined || value === null) return [];
    const item = items.get(key);
    if (!item) return [{ path: field, code: 'roving.answer-unknown' }];
    const fault = faultOf(item, value as Answer, on);
    return fault ? [{ path: field, code: 'roving.answer-refused', parameters: { name: item.label.zh } }] : [];
  });
}

/** The response and, once the form is done, its observations. */
export function formResources(form: FormDefinition, document: DocumentState, simulated: boolean): Resource[] {
  const { attendanceId, answeredOn, doneAt } = formHead(document);
  const answers = answersOfDocument(form, document);
  const result = evaluateForm(form, answers, answeredOn ?? '');
  const authoredAt = doneAt ?? firstAt(document);
  const meta = { tag: [{ system: sourceSystem, code: 'vehicle' }, ...(simulated ? [simulatedTag] : [])] };
  const id = document.documentId;
  const patient = `Patient/${document.personId}`;
  const encounter = attendanceId === undefined ? {} : { encounter: `Encounter/${attendanceId}` };
  const complete = Boolean(doneAt) && result.state === 'complete';
  return [
    responseOf(form, result.answers, { id, patient, ...encounter, authoredAt, complete, meta }),
    ...(doneAt
      ? observationsOf(form, result.answers, {
          id,
          patient,
          ...encounter,
          derivedFrom: `QuestionnaireResponse/${id}`,
          authoredAt,
          meta,
        }).map((one) => ({ ...one, resourceType: 'Observation' }))
      : []),
  ];
}

const firstAt = (document: DocumentState): string =>
  Object.values(document.fields)
    .flat()
    .map(({ at }) => at)
    .reduce((first, at) => (at < first ? at : first));
