// A template as a form of the knowledge base: the same evaluator, the same screens, the same resources as the national forms.
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { Condition } from '#foundation/knowledge/rules/condition.ts';
import type { Answers, FormDefinition, FormItem, ToneBand } from '#foundation/knowledge/rules/form.ts';
import type { Question, Template } from './template.ts';

/** UCUM as people write it. */
export const unitText = (unit: string): string =>
  unit.replace('mm[Hg]', 'mmHg').replace('Cel', '℃').replace('/min', '次/分');
/** Doctors write in one language; it is shown in both. */
const words = (text: string) => ({ zh: text, en: text });
const loinc = 'http://loinc.org';

/** `id` and `version` go into every answer that is kept. */
export function formOf(template: Template, id: string, version: number): FormDefinition {
  return {
    id,
    version: String(version),
    status: 'draft',
    title: words(template.title),
    purpose: words(template.greeting),
    provenance: [],
    licence: '',
    validFrom: '1970-01-01',
    sections: [
      { key: 'questions', title: words(template.title), items: template.questions.map((one) => itemOf(one, template)) },
    ],
  };
}

function itemOf(question: Question, template: Template): FormItem {
  const when = question.after && conditionOf(question.after, template);
  const head = {
    key: question.key,
    label: words(question.text),
    required: question.required,
    conflict: 'latest-written' as const,
    ...(when && { enableWhen: when }),
  };
  switch (question.kind) {
    case 'number': {
      const { loinc: code, display, unit, plausible, category } = vitalRules[question.measure];
      return {
        ...head,
        kind: 'number',
        unit,
        unitLabel: words(unitText(unit)),
        range: plausible,
        step: question.measure.startsWith('glucose') || plausible[1] < 100 ? 0.1 : 1,
        code: { system: loinc, code, display, category },
        bands: bandsOf(question.abnormalBelow, question.abnormalAbove),
      };
    }
    case 'choice':
      return {
        ...head,
        kind: 'choice',
        options: question.options.map(({ code, text }) => ({ code, label: words(text) })),
      };
    case 'yes-no':
      return { ...head, kind: 'yes-no' };
    case 'text':
      return { ...head, kind: 'text', maxLength: 300 };
  }
}

function conditionOf({ key, is }: { key: string; is: string }, { questions }: Template): Condition {
  const asked = questions.find((one) => one.key === key);
  return { input: key, is: asked?.kind === 'yes-no' ? is === 'yes' : is };
}

function bandsOf(below: number | undefined, above: number | undefined): ToneBand[] {
  const attention = {
    tone: 'attention' as const,
    text: { zh: '超出这次随访设定的范围', en: 'Outside of the range set for this follow-up' },
  };
  return [
    ...(below === undefined ? [] : [{ below, ...attention }]),
    ...(above === undefined ? [] : [{ above, ...attention }]),
  ];
}

export interface AbnormalAnswer {
  key: string;
  question: string;
  answer: string;
}

/** Answers that the template calls abnormal, in the order of its questions; in its own words. */
export function abnormalAnswers(template: Template, answers: Answers): AbnormalAnswer[] {
  return template.questions.flatMap((question): AbnormalAnswer[] => {
    const answer = answers[question.key];
    const found = abnormalText(question, answer);
    return found === undefined ? [] : [{ key: question.key, question: question.text, answer: found }];
  });
}

function abnormalText(question: Question, answer: unknown): string | undefined {
  if (question.kind === 'number' && typeof answer === 'number') {
    const { abnormalAbove: above, abnormalBelow: below } = question;
    const outside = (above !== undefined && answer > above) || (below !== undefined && answer < below);
    return outside ? `${answer} ${unitText(vitalRules[question.measure].unit)}` : undefined;
  }
  if (question.kind === 'choice') {
    const option = question.options.find(({ code }) => code === answer);
    return option?.abnormal ? option.text : undefined;
  }
  if (question.kind === 'yes-no' && typeof answer === 'boolean' && question.abnormal)
    return answer === (question.abnormal === 'yes') ? (answer ? '是' : '否') : undefined;
  return undefined;
}
