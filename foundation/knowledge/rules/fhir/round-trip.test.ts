// Forms and answers as FHIR: valid R4, nothing lost on the way there and back.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validate } from '#platform/fhir/validate.ts';
import { shipped, shippedForm } from '../../server/test-library.ts';
import { itemsOf } from '../evaluate-form.ts';
import type { Answer, FormDefinition, FormItem } from '../form.ts';
import { observationsOf } from './observations.ts';
import { answersOf, responseOf } from './questionnaire-response.ts';
import { questionnaireOf } from './questionnaire.ts';

const errors = (resource: unknown) => validate(resource).filter(({ severity }) => severity === 'error');
const patient = 'Patient/01980000-0000-7000-8000-000000000001';
const authoredAt = '2026-11-27T09:30:00+08:00';

function answerOf(item: FormItem): fc.Arbitrary<Answer> {
  switch (item.kind) {
    case 'number':
    case 'computed':
      return fc.integer({ min: 0, max: 3000 }).map((tenths) => tenths / 10);
    case 'choice':
      return fc.constantFrom(...item.options.map(({ code }) => code));
    case 'multi-choice':
      return fc.subarray(
        item.options.map(({ code }) => code),
        { minLength: 1 },
      );
    case 'yes-no':
      return fc.boolean();
    case 'date':
      return fc.constantFrom('2026-12-11', '2027-02-25');
    case 'signature':
      return fc.constantFrom('M1 2 L3 4', 'M10.5 20 L30.1 40.2 M1 1 L2 2');
    case 'text':
      return fc.string({ minLength: 1, maxLength: 20 }).map((text) => `字${text}`);
  }
}
const answers = (form: FormDefinition) =>
  fc.record(Object.fromEntries(itemsOf(form).map((item) => [item.key, answerOf(item)])), { requiredKeys: [] });

it.each(shipped.forms.map(({ content }) => [content.id, content] as const))('%s', (_id, form) => {
  expect(errors(questionnaireOf(form))).toEqual([]);
  fc.assert(
    fc.property(answers(form), (given) => {
      const response = responseOf(form, given, { id: 'r1', patient, authoredAt, complete: true });
      expect(answersOf(form, response)).toEqual(given);
    }),
    { numRuns: 30 },
  );
});

it('responses and observations are valid R4', () => {
  const form = shippedForm('diabetes-follow-up');
  fc.assert(
    fc.property(answers(form), (given) => {
      expect(errors(responseOf(form, given, { id: 'r1', patient, authoredAt, complete: false }))).toEqual([]);
      for (const observation of observationsOf(form, given, { id: 'r1', patient, authoredAt }))
        expect(errors(observation)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

it('systolic and diastolic stand together under the panel, at the time they were measured', () => {
  const measuredAt = { systolic: '2026-11-27T09:12:00+08:00' };
  const [pressure, ...rest] = observationsOf(
    shippedForm('hypertension-follow-up'),
    { systolic: 148, diastolic: 88, heartRate: 76, smoking: 5 },
    { id: 'f1', patient, authoredAt, measuredAt },
  );
  expect(pressure).toMatchObject({
    id: 'f1-blood-pressure',
    effectiveDateTime: measuredAt.systolic,
    code: { coding: [{ code: '85354-9' }] },
    component: [{ valueQuantity: { value: 148, code: 'mm[Hg]' } }, { valueQuantity: { value: 88 } }],
  });
  expect(rest.map(({ id }) => id)).toEqual(['f1-8867-4']);
});

it('a condition that R4 can not say flat stands whole in the extension', () => {
  const items = (
    questionnaireOf(shippedForm('hypertension-follow-up'))['item'] as { item: Record<string, unknown>[] }[]
  ).flatMap(({ item }) => item);
  const find = (linkId: string) => items.find((item) => item['linkId'] === linkId)!;
  expect(find('symptomsText')['enableWhen']).toEqual([
    {
      question: 'symptoms',
      operator: '=',
      answerCoding: { system: 'urn:tianmu:fhir:form-answer:hypertension-follow-up:symptoms', code: '10' },
    },
  ]);
  expect(find('adherenceReason')['enableWhen']).toBeUndefined();
  expect(JSON.stringify(find('adherenceReason')['extension'])).toContain('takesMedicine');
});
