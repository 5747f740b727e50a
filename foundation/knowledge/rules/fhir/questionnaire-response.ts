// Answers as a FHIR R4 QuestionnaireResponse, and back.
import { isAnswered } from '../check-answers.ts';
import { itemsOf } from '../evaluate-form.ts';
import type { Answer, Answers, FormDefinition, FormItem } from '../form.ts';
import { answerCoding, quantity, questionnaireUrl } from './questionnaire.ts';

type Json = Record<string, unknown>;
export interface Filling {
  /** Id of the response, made by the writer: sent twice, it is one. */
  id: string;
  /** Reference texts, e.g. `Patient/0198...`. */
  patient: string;
  encounter?: string;
  author?: string;
  /** ISO 8601 with offset. */
  authoredAt: string;
  complete: boolean;
  meta?: Json;
}
const svgHead = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path fill="none" stroke="#000" d="';
const svgTail = '"/></svg>';

export function responseOf(
  form: FormDefinition,
  answers: Answers,
  filling: Filling,
): Json & { resourceType: 'QuestionnaireResponse'; id: string } {
  return {
    resourceType: 'QuestionnaireResponse',
    id: filling.id,
    ...(filling.meta && { meta: filling.meta }),
    questionnaire: `${questionnaireUrl(form)}|${form.version}`,
    status: filling.complete ? 'completed' : 'in-progress',
    subject: { reference: filling.patient },
    ...(filling.encounter && { encounter: { reference: filling.encounter } }),
    authored: filling.authoredAt,
    ...(filling.author && { author: { reference: filling.author } }),
    item: form.sections.flatMap((section) => {
      const item = section.items.flatMap((one) => {
        const answer = answers[one.key];
        return isAnswered(answer) ? [{ linkId: one.key, text: one.label.zh, answer: written(form, one, answer) }] : [];
      });
      return item.length > 0 ? [{ linkId: `section-${section.key}`, text: section.title.zh, item }] : [];
    }),
  };
}

function written(form: FormDefinition, item: FormItem, answer: Answer): Json[] {
  if ('options' in item) {
    const codes = Array.isArray(answer) ? (answer as readonly string[]) : [answer as string];
    return codes.map((code) => ({
      valueCoding: answerCoding(
        form,
        item,
        item.options.find((option) => option.code === code) ?? { code, label: { zh: code, en: code } },
      ),
    }));
  }
  if ('unit' in item) return [{ valueQuantity: quantity(answer as number, item.unit) }];
  if (item.kind === 'yes-no') return [{ valueBoolean: answer }];
  if (item.kind === 'date') return [{ valueDate: answer }];
  if (item.kind === 'signature')
    return [
      {
        valueAttachment: {
          contentType: 'image/svg+xml',
          title: item.label.zh,
          data: btoa(`${svgHead}${answer as string}${svgTail}`),
        },
      },
    ];
  return [{ valueString: answer }];
}

/** Answers of a response to this form; what does not fit an item is left out. */
export function answersOf(form: FormDefinition, response: Json): Answers {
  const given = new Map<unknown, Json[]>();
  const collect = (items: unknown): void => {
    for (const item of (items ?? []) as Json[]) {
      if (Array.isArray(item.answer)) given.set(item.linkId, item.answer as Json[]);
      collect(item.item);
    }
  };
  collect(response.item);
  return Object.fromEntries(
    itemsOf(form).flatMap((item) => {
      const answer = read(item, given.get(item.key) ?? []);
      return isAnswered(answer) ? [[item.key, answer]] : [];
    }),
  );
}

function read(item: FormItem, values: readonly Json[]): Answer | undefined {
  const [first] = values;
  if (!first) return undefined;
  const codeOf = (value: Json): string | undefined => (value.valueCoding as { code?: string } | undefined)?.code;
  switch (item.kind) {
    case 'multi-choice':
      return values.map(codeOf).filter((code) => code !== undefined);
    case 'choice':
      return codeOf(first);
    case 'number':
    case 'computed': {
      const { value, code } = (first.valueQuantity ?? {}) as { value?: number; code?: string };
      return code === item.unit ? value : undefined;
    }
    case 'yes-no':
      return first.valueBoolean as boolean | undefined;
    case 'date':
      return first.valueDate as string | undefined;
    case 'text':
      return first.valueString as string | undefined;
    case 'signature': {
      const data = (first.valueAttachment as { data?: string } | undefined)?.data;
      const svg = data === undefined ? '' : atob(data);
      return svg.startsWith(svgHead) ? svg.slice(svgHead.length, -svgTail.length) : undefined;
    }
  }
}
