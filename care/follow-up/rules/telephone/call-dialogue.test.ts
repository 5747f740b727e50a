// A call asks what the template asks, understands keys and words alike, asks twice, and always ends with an outcome.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Question, Template } from '../template.ts';
import { beginCall, callOutcomes, hearCall, scriptOf, type CallInput, type CallStep } from './call-dialogue.ts';
import { keys, type Key } from './dtmf.ts';
import { keysOfWords, numberOf } from './spoken-words.ts';

const questions: Question[] = [
  {
    key: 'systolic',
    kind: 'number',
    measure: 'systolic',
    text: '今天高压是多少？',
    required: true,
    abnormalAbove: 139,
  },
  {
    key: 'sugar',
    kind: 'number',
    measure: 'glucose-fasting',
    text: '空腹血糖是多少？',
    required: false,
  },
  {
    key: 'pills',
    kind: 'choice',
    text: '药按时吃了吗？',
    required: true,
    options: [
      { code: 'always', text: '每天都吃' },
      { code: 'stopped', text: '停了', abnormal: true },
    ],
  },
  { key: 'why', kind: 'text', text: '为什么停药？', required: true, after: { key: 'pills', is: 'stopped' } },
  { key: 'dizzy', kind: 'yes-no', text: '头晕吗？', required: true, abnormal: 'yes' },
];
const template: Template = {
  title: '高血压随访',
  greeting: '您好，我是您的家庭医生团队。',
  closing: '请继续按时吃药。',
  disease: 'hypertension',
  questions,
};
const byKeys = scriptOf(template, '王女士', false, '2026-11-27');
const byWords = scriptOf(template, '王女士', true, '2026-11-27');

function play(script: typeof byKeys, ...inputs: (CallInput | string)[]): CallStep {
  let step = beginCall(script);
  for (const input of inputs)
    for (const one of typeof input === 'string' ? [...input].map((key) => ({ key: key as Key })) : [input])
      step = hearCall(script, step.state, one);
  return step;
}

it('says who calls and names no illness before the person is known', () => {
  const { say } = beginCall(byKeys);
  expect(say).toContain('家庭医生团队');
  expect(say).not.toContain('高血压');
});

it('takes numbers, decimals, choices and yes or no by keys, and says what to do', () => {
  const step = play(byKeys, '1', '158#', '6*5#', '1', '1');
  expect(step.state).toMatchObject({
    outcome: 'answered',
    answers: { systolic: 158, sugar: 6.5, pills: 'always', dizzy: true },
  });
  expect(step.say).toContain('120');
  const well = play(byKeys, '1', '128#', '#', '1', '2');
  expect(well.state).toMatchObject({ outcome: 'answered', answers: { systolic: 128, pills: 'always', dizzy: false } });
  expect(well.say).not.toContain('120');
});

it('asks after the branch by words, and leaves it to the team where only keys are heard', () => {
  const spoken = ['是的', '一百五十八', '六点五', '停了', '吃了不舒服', '没有'].map((words) => ({ words }));
  expect(play(byWords, ...spoken).state).toMatchObject({
    outcome: 'answered',
    answers: { systolic: 158, sugar: 6.5, pills: 'stopped', why: '吃了不舒服', dizzy: false },
  });
  expect(play(byKeys, '1', '158#', '#', '2', '2').state).toMatchObject({
    outcome: 'partly-answered',
    left: ['sugar', 'why'],
  });
});

it.each<[string, (CallInput | string)[], string]>([
  ['refusal', ['9'], 'refused'],
  ['somebody else', ['2'], 'wrong-person'],
  ['nobody says a thing', [{ silence: true }, { silence: true }], 'no-answer'],
  ['wrong keys', ['7', '8'], 'no-answer'],
  ['no plausible pressure twice', ['1', '9#', '9999#'], 'no-answer'],
  ['hung up at once', [{ gone: true }], 'hung-up'],
  ['hung up in the middle', ['1', '150#', { gone: true }], 'partly-answered'],
  ['silence in the middle', ['1', '150#', { silence: true }, { silence: true }], 'partly-answered'],
])('ends with an outcome: %s', (_name, inputs, outcome) => expect(play(byKeys, ...inputs).state.outcome).toBe(outcome));

it('repeats on the star and takes typed digits after a silence', () => {
  const asked = play(byKeys, '1');
  expect(play(byKeys, '1', '*')).toEqual(asked);
  expect(play(byKeys, '1', '15', { silence: true }).state.question).toBe('systolic');
  expect(play(byKeys, '1', '150', { silence: true }).state.question).toBe('sugar');
});

it('whatever is pressed, kept answers are ones the form takes, and the end comes within bounds', () => {
  const input = fc.oneof(
    fc.constantFrom(...keys).map((key) => ({ key })),
    fc.constant({ silence: true as const }),
  );
  fc.assert(
    fc.property(fc.array(input, { minLength: 60, maxLength: 60 }), (inputs) => {
      const { state } = play(
        byKeys,
        ...inputs.map((one) => ('key' in one && one.key === '*' ? { key: '0' as Key } : one)),
      );
      expect(callOutcomes).toContain(state.outcome);
      const found = evaluateForm(byKeys.form, state.answers, '2026-11-27');
      expect(found.state === 'incomplete' ? found.faults : []).toEqual([]);
      expect(state.outcome === 'answered').toBe(found.state === 'complete');
    }),
  );
});

it('understands numbers as they are said', () => {
  const said = { 一百五十八: 158, 一百五: 150, 一百零五: 105, 九十: 90, 十二: 12, 六点五: 6.5, 一五八: 158, 两百: 200 };
  for (const [words, number] of Object.entries(said)) expect(numberOf(words), words).toBe(number);
  for (const words of ['', '不知道', '百', '一点', '高']) expect(numberOf(words), words).toBeUndefined();
  expect(keysOfWords('以后不要再打来了', undefined)).toEqual(['9']);
  expect(keysOfWords('请再说一遍', questions[4])).toEqual(['*']);
});
