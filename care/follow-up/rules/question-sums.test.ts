// Sums of a round by question: each answer once, of numbers mean, ends and how many were abnormal.
import { expect, it } from 'vitest';
import { questionSums } from './question-sums.ts';
import type { Template } from './template.ts';

const template: Template = {
  title: '高血压随访',
  greeting: '您好',
  closing: '谢谢',
  disease: 'hypertension',
  questions: [
    { key: 'systolic', kind: 'number', measure: 'systolic', text: '高压', required: true, abnormalAbove: 139 },
    {
      key: 'pills',
      kind: 'choice',
      text: '吃药',
      required: true,
      options: [
        { code: 'always', text: '每天都吃' },
        { code: 'seldom', text: '经常忘记', abnormal: true },
      ],
    },
    { key: 'dizzy', kind: 'yes-no', text: '头晕', required: false, abnormal: 'yes' },
    { key: 'why', kind: 'text', text: '为什么', required: false },
  ],
};

it('counts every option, and those who skipped it nowhere', () => {
  const sums = questionSums(template, [
    { systolic: 128, pills: 'always', dizzy: false },
    { systolic: 150, pills: 'seldom', why: '忘了' },
    { systolic: 139, pills: 'always' },
  ]);
  expect(sums).toEqual([
    {
      key: 'systolic',
      text: '高压',
      answered: 3,
      numbers: { mean: 139, min: 128, max: 150, unit: 'mmHg', abnormal: 1 },
    },
    {
      key: 'pills',
      text: '吃药',
      answered: 3,
      options: [
        { text: '每天都吃', count: 2, abnormal: false },
        { text: '经常忘记', count: 1, abnormal: true },
      ],
    },
    {
      key: 'dizzy',
      text: '头晕',
      answered: 1,
      options: [
        { text: '是', count: 0, abnormal: true },
        { text: '否', count: 1, abnormal: false },
      ],
    },
    { key: 'why', text: '为什么', answered: 1 },
  ]);
});

it('has no middle where nobody answered', () => {
  expect(questionSums(template, [])[0]).toEqual({ key: 'systolic', text: '高压', answered: 0 });
});
