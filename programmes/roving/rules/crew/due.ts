// What is due for a person today: follow-ups by disease and last date, the annual check-up by year.
import { yearsOn, type Day } from '#platform/contract.ts';
import { addDays } from '#foundation/knowledge/rules/check-answers.ts';
import type { CrewPerson, FormBeforeRow } from '../../crew-contract.ts';

export const followUpForms = { hypertension: 'hypertension-follow-up', diabetes: 'diabetes-follow-up' } as const;
export const checkUpForm = 'health-check-up';

/** Four face-to-face follow-ups a year (national rules of basic public health services, third edition). */
const quarterDays = 90;
const checkUpFromYears = 65;

/** ICD-10: I10-I15 hypertensive diseases, E10-E14 diabetes mellitus. Words where the record has no code. */
export const hasHypertension = ({ conditions }: Pick<CrewPerson, 'conditions'>): boolean =>
  conditions.some(({ code, title }) => (code ? /^I1[0-5]/.test(code) : title.includes('高血压')));
export const hasDiabetes = ({ conditions }: Pick<CrewPerson, 'conditions'>): boolean =>
  conditions.some(({ code, title }) => (code ? /^E1[0-4]/.test(code) : title.includes('糖尿病')));

export interface DueForm {
  form: string;
  /** Since or from this day; today where it was never done. */
  dueOn: Day;
  /** Last time, where it was ever done. */
  lastOn?: Day;
  isDue: boolean;
}

/** All forms that concern this person, due or not. */
export function dueForms(
  person: Pick<CrewPerson, 'birthOn' | 'conditions'>,
  before: readonly FormBeforeRow[],
  today: Day,
): DueForm[] {
  const chronic = { hypertension: hasHypertension(person), diabetes: hasDiabetes(person) };
  const due: DueForm[] = [];
  const lastOf = (form: string) => before.find((one) => one.form === form)?.times[0];
  for (const disease of ['hypertension', 'diabetes'] as const) {
    if (!chronic[disease]) continue;
    const form = followUpForms[disease];
    const last = lastOf(form);
    const agreed = last?.answers['nextVisitOn'];
    const dueOn = !last ? today : typeof agreed === 'string' ? agreed : addDays(last.on, quarterDays);
    due.push({ form, dueOn, isDue: dueOn <= today, ...(last && { lastOn: last.on }) });
  }
  const isOld = person.birthOn !== undefined && yearsOn(person.birthOn, today) >= checkUpFromYears;
  if (isOld || chronic.hypertension || chronic.diabetes) {
    const last = lastOf(checkUpForm);
    const dueOn = !last ? today : `${Number(last.on.slice(0, 4)) + 1}-01-01`;
    due.push({ form: checkUpForm, dueOn, isDue: dueOn <= today, ...(last && { lastOn: last.on }) });
  }
  return due;
}
