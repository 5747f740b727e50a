// Tags of who somebody is: age groups of the national rules of basic public health services (children to six, elderly from 65).
import { yearsOn, type Day } from '#platform/contract.ts';
import { same, type Tag } from '../tag.ts';

export interface Person {
  birthOn?: Day;
  sex: string;
}
const sexes = { male: { zh: '男', en: 'Male' }, female: { zh: '女', en: 'Female' } } as const;
/** First age and last one. */
const groups = [
  { from: 0, to: 6, label: { zh: '0～6 岁儿童', en: 'Child up to six' } },
  { from: 65, to: 79, label: { zh: '65 岁及以上老年人', en: 'Elderly, 65 and more' } },
  { from: 80, to: 200, label: { zh: '80 岁及以上高龄老人', en: 'Aged 80 and more' } },
];

export function demographicTags({ birthOn, sex }: Person, today: Day): Tag[] {
  const tags: Tag[] = [];
  if (sex === 'male' || sex === 'female')
    tags.push({ rule: 'portrait.sex', kind: 'demographic', label: sexes[sex], inputs: [] });
  if (!birthOn) return tags;
  const age = yearsOn(birthOn, today);
  const group = groups.find(({ from, to }) => age >= from && age <= to);
  const birth = { label: { zh: '出生日期', en: 'Date of birth' }, value: same(birthOn) };
  if (group)
    tags.push({
      rule: 'portrait.age',
      kind: 'demographic',
      label: group.label,
      inputs: [birth],
      ...(group.to < 200 && { validUntil: lastDayAt(birthOn, group.to) }),
    });
  return tags;
}

/** The day before the next birthday after somebody became that old. */
function lastDayAt(birthOn: Day, age: number): Day {
  const [year, month, day] = birthOn.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + age + 1, month - 1, day - 1)).toISOString().slice(0, 10);
}
