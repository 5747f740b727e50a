// Published templates can be asked to their end; what is abnormal is what the doctor said.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import { abnormalAnswers, formOf } from './template-form.ts';
import { checkTemplate, type Question, type Template } from './template.ts';

const template = (...questions: Question[]): Template => ({
  title: '高血压随访',
  greeting: '您好，我是家庭医生团队',
  closing: '谢谢',
  disease: 'hypertension',
  questions,
});
const pressure: Question = {
  key: 'systolic',
  kind: 'number',
  measure: 'systolic',
  text: '今天高压多少',
  required: true,
  abnormalAbove: 139,
};
const pills: Question = {
  key: 'pills',
  kind: 'choice',
  text: '药按时吃了吗',
  required: true,
  options: [
    { code: 'always', text: '每天吃' },
    { code: 'seldom', text: '经常忘', abnormal: true },
  ],
};
const why: Question = {
  key: 'why',
  kind: 'text',
  text: '为什么没吃',
  required: true,
  after: { key: 'pills', is: 'seldom' },
};
const dizzy: Question = { key: 'dizzy', kind: 'yes-no', text: '头晕吗', required: false, abnormal: 'yes' };

it('asks further only after the answer that leads there', () => {
  const form = formOf(template(pressure, pills, why, dizzy), 't', 1);
  const first = evaluateForm(form, { systolic: 132, pills: 'always' }, '2026-11-27');
  expect(first.state).toBe('complete');
  expect(first.asked).toEqual(['systolic', 'pills', 'dizzy']);
  const second = evaluateForm(form, { systolic: 132, pills: 'seldom' }, '2026-11-27');
  expect(second).toMatchObject({ state: 'incomplete', missing: ['why'] });
});

it('calls abnormal what the doctor called so, and nothing else', () => {
  const all = template(pressure, pills, why, dizzy);
  expect(abnormalAnswers(all, { systolic: 139, pills: 'always', dizzy: false })).toEqual([]);
  expect(abnormalAnswers(all, { systolic: 151, pills: 'seldom', why: '忘了', dizzy: true })).toEqual([
    { key: 'systolic', question: '今天高压多少', answer: '151 mmHg' },
    { key: 'pills', question: '药按时吃了吗', answer: '经常忘' },
    { key: 'dizzy', question: '头晕吗', answer: '是' },
  ]);
});

it.each<[string, Question[], string, string]>([
  ['no question', [], 'questions', 'no-questions'],
  ['twice the same', [pressure, pressure], 'questions.1.key', 'twice'],
  ['after one that is not there', [why], 'questions.0.after', 'after-unknown'],
  ['after a later one', [why, pills], 'questions.0.after', 'after-later'],
  [
    'after an answer that nobody gives',
    [pills, { ...why, after: { key: 'pills', is: 'x' } }],
    'questions.1.after',
    'after-never',
  ],
  ['a bound nobody reaches', [{ ...pressure, abnormalAbove: 900 } as Question], 'questions.0.abnormal', 'out-of-range'],
  [
    'no value is normal',
    [{ ...pressure, abnormalBelow: 150, abnormalAbove: 100 } as Question],
    'questions.0.abnormal',
    'never-normal',
  ],
  ['one option', [{ ...pills, options: [{ code: 'a', text: '是' }] } as Question], 'questions.0.options', 'no-options'],
])('refuses %s', (_name, questions, path, fault) =>
  expect(checkTemplate(template(...questions))).toContainEqual({ path, fault }),
);

/** A chain of choices, each perhaps asked after an earlier one. */
const chains = fc
  .array(fc.record({ options: fc.integer({ min: 2, max: 4 }), after: fc.option(fc.tuple(fc.nat(), fc.nat())) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((links) =>
    template(
      ...links.map(({ options, after }, index): Question => {
        const earlier = after && index > 0 ? after[0] % index : undefined;
        return {
          key: `q${index}`,
          kind: 'choice',
          text: `第${index}问`,
          required: true,
          options: Array.from({ length: options }, (_, at) => ({ code: `o${at}`, text: `${at}`, abnormal: at === 1 })),
          ...(earlier !== undefined && {
            after: { key: `q${earlier}`, is: `o${after![1] % links[earlier]!.options}` },
          }),
        };
      }),
    ),
  );

it('whoever answers each question that is asked comes to the end', () => {
  fc.assert(
    fc.property(chains, fc.array(fc.nat(3)), (chain, picks) => {
      expect(checkTemplate(chain)).toEqual([]);
      const form = formOf(chain, 't', 1);
      const answers: Record<string, string> = {};
      for (let step = 0; step <= chain.questions.length; step++) {
        const found = evaluateForm(form, answers, '2026-11-27');
        if (found.state === 'complete') {
          const abnormal = abnormalAnswers(chain, found.answers).map(({ key }) => key);
          expect(abnormal).toEqual(found.asked.filter((key) => answers[key] === 'o1'));
          return;
        }
        const [next] = found.missing;
        const question = chain.questions.find(({ key }) => key === next)!;
        const options = question.kind === 'choice' ? question.options : [];
        answers[next!] = options[(picks[step] ?? 0) % options.length]!.code;
      }
      throw new Error('the questions have no end');
    }),
  );
});
