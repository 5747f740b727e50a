// An answer in the words of its question.
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { unitText } from './template-form.ts';
import type { Question } from './template.ts';

export function answerText(question: Question, answer: unknown): string {
  if (question.kind === 'number') return `${String(answer)} ${unitText(vitalRules[question.measure].unit)}`;
  if (question.kind === 'choice') return question.options.find(({ code }) => code === answer)?.text ?? String(answer);
  if (question.kind === 'yes-no') return answer === true ? '是' : '否';
  return String(answer);
}
