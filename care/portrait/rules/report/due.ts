// Which examinations and vaccinations are due, as far as the knowledge base knows a rule for them.
import { dayOf, type Day } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { ChronicPart, Due, Measured } from './report-model.ts';

const service: LocalText = {
  zh: '国家基本公共卫生服务规范（第三版，2017）',
  en: 'National basic public health services, third edition, 2017',
};

export interface Screened {
  id: string;
  title: LocalText;
  due: boolean;
  label: LocalText;
  draft: boolean;
}
export interface DueFacts {
  age: number | undefined;
  asOf: Day;
  measured: readonly Measured[];
  chronic: readonly ChronicPart[];
  /** What the decision tables of the knowledge base say of screening. */
  screenings: readonly Screened[];
  /** Doses that the schedule wants by now. */
  vaccines: readonly { name: LocalText; dueOn: Day; draft: boolean }[];
}

export function dueOf({ age, asOf, measured, chronic, screenings, vaccines }: DueFacts): Due[] {
  const found: Due[] = [];
  const pressure = measured.find(({ key }) => key === 'systolic');
  // From 35 on everybody's pressure is measured once a year, free of charge.
  if (age !== undefined && age >= 35 && !pressure?.now)
    found.push({
      rule: 'DUE-BP',
      about: 'pressureDue',
      ...(pressure?.before && { lastOn: pressure.before.on }),
      parameters: {},
      source: service,
      mark: 'seen',
    });
  if (age !== undefined && age >= 65)
    found.push({ rule: 'DUE-CHECK-UP', about: 'checkUp', parameters: {}, source: service, mark: 'draft' });
  for (const part of chronic)
    if (part.nextDueOn && part.nextDueOn <= asOf)
      found.push({
        rule: 'DUE-FOLLOW-UP',
        about: `followUp.${part.disease}`,
        ...(part.lastOn && { lastOn: part.lastOn }),
        dueOn: part.nextDueOn,
        parameters: { zh: part.name.zh, en: part.name.en },
        source: part.source,
        mark: part.mark,
      });
  for (const one of screenings)
    if (one.due)
      found.push({
        rule: `DUE-${one.id.toUpperCase()}`,
        about: 'screening',
        parameters: { zh: `${one.title.zh}：${one.label.zh}`, en: `${one.title.en}: ${one.label.en}` },
        source: one.title,
        mark: one.draft ? 'draft' : 'seen',
      });
  for (const one of vaccines)
    found.push({
      rule: 'DUE-VACCINE',
      about: 'vaccine',
      dueOn: one.dueOn,
      parameters: { zh: one.name.zh, en: one.name.en },
      source: { zh: '国家免疫规划疫苗程序', en: 'National immunisation schedule' },
      mark: one.draft ? 'draft' : 'seen',
    });
  return found;
}

export const daysAfter = (on: Day, days: number): Day =>
  dayOf(new Date(Date.parse(`${on}T12:00:00+08:00`) + days * 86_400_000));
