// Invented answers of a visit before, so that a form can be tried with "last time" beside its fields.
import type { Answer, Answers, FormDefinition, FormItem } from '../../rules/form.ts';
import { itemsOf } from '../../rules/evaluate-form.ts';

const measured: Readonly<Record<string, number>> = {
  systolic: 148,
  diastolic: 88,
  heartRate: 76,
  weight: 64.5,
  height: 163,
  weightTarget: 62,
  fastingGlucose: 7.4,
  hba1c: 7.1,
};

/** Each item's first or middle answer: nobody's data. */
export function sampleAnswers(form: FormDefinition): Answers {
  return Object.fromEntries(itemsOf(form).flatMap((item) => sample(item).map((answer) => [item.key, answer])));
}
function sample(item: FormItem): Answer[] {
  switch (item.kind) {
    case 'number':
      return [measured[item.key] ?? item.quick?.[0] ?? item.range[0]];
    case 'choice':
      return [item.options[0]!.code];
    case 'multi-choice':
      return [[item.none ?? item.options[0]!.code]];
    case 'yes-no':
      return [item.key === 'takesMedicine'];
    case 'text':
      return item.key === 'drug1' ? ['氨氯地平'] : item.key === 'drug1Dose' ? ['5 mg'] : [];
    default:
      return [];
  }
}
