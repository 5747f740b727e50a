// What a round's answers come to, question by question: each option with how many, of numbers the middle and the ends.
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { unitText } from './template-form.ts';
import type { Template } from './template.ts';

export interface QuestionSum {
  key: string;
  text: string;
  /** How many answered it. */
  answered: number;
  options?: { text: string; count: number; abnormal: boolean }[];
  numbers?: { mean: number; min: number; max: number; unit: string; abnormal: number };
}

export const questionSums = (template: Template, all: readonly Answers[]): QuestionSum[] =>
  template.questions.map((question): QuestionSum => {
    const given = all.map((answers) => answers[question.key]).filter((answer) => answer !== undefined);
    const head = { key: question.key, text: question.text, answered: given.length };
    const count = (answer: unknown) => given.filter((one) => one === answer).length;
    if (question.kind === 'choice')
      return {
        ...head,
        options: question.options.map(({ code, text, abnormal }) => ({
          text,
          count: count(code),
          abnormal: abnormal === true,
        })),
      };
    if (question.kind === 'yes-no')
      return {
        ...head,
        options: [
          { text: '是', count: count(true), abnormal: question.abnormal === 'yes' },
          { text: '否', count: count(false), abnormal: question.abnormal === 'no' },
        ],
      };
    const numbers = given.filter((answer) => typeof answer === 'number');
    if (question.kind !== 'number' || numbers.length === 0) return head;
    const { abnormalAbove: above = Infinity, abnormalBelow: below = -Infinity } = question;
    return {
      ...head,
      numbers: {
        mean: Math.round((numbers.reduce((sum, one) => sum + one, 0) / numbers.length) * 10) / 10,
        min: Math.min(...numbers),
        max: Math.max(...numbers),
        unit: unitText(vitalRules[question.measure].unit),
        abnormal: numbers.filter((one) => one > above || one < below).length,
      },
    };
  });
