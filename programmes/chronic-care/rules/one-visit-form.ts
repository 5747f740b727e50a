// All forms of a person's chronic diseases as one: what they ask alike is asked once, what belongs to one disease keeps its place.
import type { Condition } from '#foundation/knowledge/rules/condition.ts';
import type { Answers, FormDefinition, FormItem, FormSection } from '#foundation/knowledge/rules/form.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import extra from '../data/chronic-visit.json' with { type: 'json' };
import type { Disease } from './disease.ts';

/** What a visit adds to the national forms. */
const visitForm = extra as unknown as FormDefinition;

/** Belongs to one disease although both forms word it alike: a class, a complication, a drug is of this disease. */
const ofOneDisease =
  /^(symptoms|symptomsText|emergencySigns|testsText|class|complication|adverse|adverseText|drug\d.*|more\d|otherDrugs|referred|referralReason|referralTo)$/;
const last = 'conclusion';

export interface FormOfDisease {
  disease: Disease;
  title: LocalText;
  form: FormDefinition;
}

const keyIn = (form: FormDefinition, key: string): string => (ofOneDisease.test(key) ? `${form.id}.${key}` : key);

export function oneVisitForm(parts: readonly FormOfDisease[], diseases: readonly Disease[]): FormDefinition {
  const seen = new Set<string>();
  const shared = new Map<string, FormSection>();
  const own: FormSection[] = [];
  for (const { form, title } of parts)
    for (const section of form.sections) {
      const items = section.items.map((item) => renamed(form, item));
      const common = items.filter(({ key }) => !key.startsWith(`${form.id}.`) && !seen.has(key));
      for (const { key } of common) seen.add(key);
      const before = shared.get(section.key);
      if (before) shared.set(section.key, { ...before, items: [...before.items, ...common] });
      else if (common.length > 0) shared.set(section.key, { ...section, items: common });
      const mine = items.filter(({ key }) => key.startsWith(`${form.id}.`));
      if (mine.length > 0)
        own.push({
          key: `${form.id}.${section.key}`,
          title: { zh: `${title.zh} · ${section.title.zh}`, en: `${title.en} · ${section.title.en}` },
          items: mine,
        });
    }
  const end = shared.get(last);
  shared.delete(last);
  const added = visitForm.sections.filter(({ key }) => key !== 'breathing' || diseases.includes('copd'));
  return {
    ...visitForm,
    sections: [...shared.values(), ...own, ...added, ...(end ? [end] : [])],
  };
}

function renamed(form: FormDefinition, item: FormItem): FormItem {
  const { enableWhen } = item;
  return { ...item, key: keyIn(form, item.key), ...(enableWhen && { enableWhen: conditionIn(form, enableWhen) }) };
}
function conditionIn(form: FormDefinition, condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map((one) => conditionIn(form, one)) };
  if ('any' in condition) return { any: condition.any.map((one) => conditionIn(form, one)) };
  if ('not' in condition) return { not: conditionIn(form, condition.not) };
  return { ...condition, input: keyIn(form, condition.input) };
}

/** The answers that one national form is asked for, under its own keys. */
export const answersFor = (form: FormDefinition, answers: Answers): Answers =>
  Object.fromEntries(
    form.sections
      .flatMap(({ items }) => items)
      .flatMap(({ key }) => {
        const answer = answers[keyIn(form, key)];
        return answer === undefined ? [] : [[key, answer]];
      }),
  );
/** And back: answers of an earlier day, or what a table proposes. */
export const answersIn = (form: FormDefinition, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([key, answer]) => [keyIn(form, key), answer]));

/** What the visit itself adds: the form with the answers that stand under its own keys. */
export function visitAnswers(answers: Answers): { form: FormDefinition; answers: Answers } {
  const keys = visitForm.sections.flatMap(({ items }) => items.map(({ key }) => key));
  return {
    form: visitForm,
    answers: Object.fromEntries(keys.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]]))),
  };
}
