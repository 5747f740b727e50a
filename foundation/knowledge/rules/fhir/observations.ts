// Observations of answers: one for each item with a code, systolic and diastolic together as blood pressure.
import { isAnswered } from '../check-answers.ts';
import { itemsOf } from '../evaluate-form.ts';
import type { Answer, Answers, FormDefinition, FormItem } from '../form.ts';
import { answerCoding, codingOf, quantity } from './questionnaire.ts';

type Json = Record<string, unknown>;
export interface ObservationFrame {
  /** Ids of the observations begin with it: the same answers written twice are one. */
  id: string;
  /** Reference texts. */
  patient: string;
  encounter?: string;
  performer?: string;
  /** The QuestionnaireResponse. */
  derivedFrom?: string;
  /** ISO 8601 with offset. */
  authoredAt: string;
  /** Where an item was measured at another time. */
  measuredAt?: Readonly<Record<string, string>>;
  meta?: Json;
}
const loinc = 'http://loinc.org';
const panel = { system: loinc, code: '85354-9', display: 'Blood pressure panel with all children optional' };
const pressures = new Set(['8480-6', '8462-4']);

export function observationsOf(
  form: FormDefinition,
  answers: Answers,
  frame: ObservationFrame,
): (Json & { id: string })[] {
  const coded = itemsOf(form).flatMap((item) => {
    const answer = answers[item.key];
    return item.code && isAnswered(answer) ? [{ item, code: item.code, answer }] : [];
  });
  const isPressure = ({ code }: { code: NonNullable<FormItem['code']> }): boolean =>
    code.system === loinc && pressures.has(code.code);
  const framed = (suffix: string, category: string, key: string): Json & { id: string } => ({
    resourceType: 'Observation',
    id: `${frame.id}-${suffix}`,
    ...(frame.meta && { meta: frame.meta }),
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] }],
    subject: { reference: frame.patient },
    ...(frame.encounter && { encounter: { reference: frame.encounter } }),
    effectiveDateTime: frame.measuredAt?.[key] ?? frame.authoredAt,
    ...(frame.performer && { performer: [{ reference: frame.performer }] }),
    ...(frame.derivedFrom && { derivedFrom: [{ reference: frame.derivedFrom }] }),
  });
  const measured = ({ item, code, answer }: (typeof coded)[number]): Json => ({
    code: { coding: [codingOf(code)], text: item.label.zh },
    ...valueOf(form, item, answer),
  });
  const pressure = coded.filter(isPressure);
  return [
    ...(pressure.length > 0
      ? [
          {
            ...framed('blood-pressure', 'vital-signs', pressure[0]!.item.key),
            code: { coding: [panel], text: '血压' },
            component: pressure.map(measured),
          },
        ]
      : []),
    ...coded
      .filter((one) => !isPressure(one))
      .map((one) => ({
        ...framed(one.code.code.toLowerCase(), one.code.category ?? 'survey', one.item.key),
        ...measured(one),
      })),
  ];
}

function valueOf(form: FormDefinition, item: FormItem, answer: Answer): Json {
  if ('unit' in item) return { valueQuantity: quantity(answer as number, item.unit) };
  if ('options' in item) {
    const codes = Array.isArray(answer) ? (answer as readonly string[]) : [answer as string];
    const chosen = item.options.filter(({ code }) => codes.includes(code));
    return {
      valueCodeableConcept: {
        coding: chosen.map((option) => answerCoding(form, item, option)),
        text: chosen.map(({ label }) => label.zh).join('、'),
      },
    };
  }
  return item.kind === 'yes-no' ? { valueBoolean: answer } : { valueString: answer };
}
