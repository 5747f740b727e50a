// A follow-up template as a doctor writes it without code: questions in order, each perhaps only after an earlier answer, and what counts as abnormal.
import type { VitalKind } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';

export const diseases = ['hypertension', 'diabetes', 'both', 'none'] as const;
/** Which review an abnormal answer asks for. */
export type Disease = (typeof diseases)[number];

interface QuestionHead {
  key: string;
  /** As it is read aloud and shown. */
  text: string;
  required: boolean;
  /** Asked only when an earlier question was answered so: a code, or `yes`, `no`. */
  after?: { key: string; is: string };
}
export interface NumberQuestion extends QuestionHead {
  kind: 'number';
  /** Answers become Observations of this kind; its range is the plausible one. */
  measure: VitalKind;
  abnormalAbove?: number;
  abnormalBelow?: number;
}
export interface ChoiceQuestion extends QuestionHead {
  kind: 'choice';
  options: readonly { code: string; text: string; abnormal?: boolean }[];
}
export interface YesNoQuestion extends QuestionHead {
  kind: 'yes-no';
  abnormal?: 'yes' | 'no';
}
export interface TextQuestion extends QuestionHead {
  kind: 'text';
}
export type Question = NumberQuestion | ChoiceQuestion | YesNoQuestion | TextQuestion;
export interface Template {
  title: string;
  /** Said first: who asks and why. */
  greeting: string;
  /** Said last. */
  closing: string;
  disease: Disease;
  questions: readonly Question[];
}

export interface TemplateFault {
  /** `questions.3.after`. */
  path: string;
  fault:
    | 'no-questions'
    | 'too-many'
    | 'twice'
    | 'no-text'
    | 'no-options'
    | 'after-unknown'
    | 'after-later'
    | 'after-never'
    | 'out-of-range'
    | 'never-normal';
}
const mostQuestions = 30;
/** A keypad has ten digits. */
const mostOptions = 9;

/** What keeps a template from being published; none: it can be asked to its end whatever is answered. */
export function checkTemplate({ title, questions }: Template): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (path: string, what: TemplateFault['fault']) => faults.push({ path, fault: what });
  if (title.trim() === '') fault('title', 'no-text');
  if (questions.length === 0) fault('questions', 'no-questions');
  if (questions.length > mostQuestions) fault('questions', 'too-many');
  const before = new Map<string, Question>();
  for (const [index, question] of questions.entries()) {
    const path = `questions.${index}`;
    if (question.text.trim() === '') fault(`${path}.text`, 'no-text');
    if (before.has(question.key)) fault(`${path}.key`, 'twice');
    if (question.after) {
      const asked = before.get(question.after.key);
      const later = questions.some(({ key }, at) => at >= index && key === question.after!.key);
      if (!asked) fault(`${path}.after`, later ? 'after-later' : 'after-unknown');
      else if (!answersOfKind(asked).includes(question.after.is)) fault(`${path}.after`, 'after-never');
    }
    if (question.kind === 'choice') {
      const codes = question.options.map(({ code }) => code);
      if (codes.length < 2 || codes.length > mostOptions) fault(`${path}.options`, 'no-options');
      if (new Set(codes).size < codes.length) fault(`${path}.options`, 'twice');
      if (question.options.some(({ text }) => text.trim() === '')) fault(`${path}.options`, 'no-text');
    }
    if (question.kind === 'number') {
      const [low, high] = vitalRules[question.measure].plausible;
      const { abnormalAbove: above, abnormalBelow: below } = question;
      for (const bound of [above, below])
        if (bound !== undefined && (bound < low || bound > high)) fault(`${path}.abnormal`, 'out-of-range');
      if (above !== undefined && below !== undefined && below > above) fault(`${path}.abnormal`, 'never-normal');
    }
    before.set(question.key, question);
  }
  return faults;
}

/** What "after" may wait for. */
export const answersOfKind = (question: Question): string[] =>
  question.kind === 'choice'
    ? question.options.map(({ code }) => code)
    : question.kind === 'yes-no'
      ? ['yes', 'no']
      : [];
