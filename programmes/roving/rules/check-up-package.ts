// Which check-up package (体检套餐) a person gets, by age and sex on the day.
import { yearsOn, type Day } from '#platform/contract.ts';

export const packageSexes = ['any', 'male', 'female'] as const;
export type PackageSex = (typeof packageSexes)[number];

export interface CheckUpPackage {
  packageId: string;
  name: string;
  sex: PackageSex;
  /** Both ends included, in years. */
  fromYears: number;
  toYears: number;
  items: string[];
  version: number;
}

/** The narrowest package that fits: one for the own sex before one for anybody, then the shorter span of ages. */
export function packageFor(
  packages: readonly CheckUpPackage[],
  person: { sex: string; birthOn?: Day },
  on: Day,
): CheckUpPackage | undefined {
  if (!person.birthOn) return undefined;
  const years = yearsOn(person.birthOn, on);
  return packages
    .filter((one) => (one.sex === 'any' || one.sex === person.sex) && one.fromYears <= years && years <= one.toYears)
    .toSorted(
      (a, b) =>
        Number(a.sex === 'any') - Number(b.sex === 'any') ||
        a.toYears - a.fromYears - (b.toYears - b.fromYears) ||
        a.name.localeCompare(b.name),
    )[0];
}

/** For a county that has entered none (assumed; names of examinations as people know them). */
export const usualPackages: readonly Omit<CheckUpPackage, 'packageId' | 'version'>[] = [
  {
    name: '青壮年基础',
    sex: 'any',
    fromYears: 18,
    toYears: 39,
    items: ['血压', '身高体重', '血常规', '尿常规', '肝功能', '心电图'],
  },
  {
    name: '男性四十岁以上',
    sex: 'male',
    fromYears: 40,
    toYears: 64,
    items: ['血压', '身高体重', '血常规', '血糖', '血脂', '肝肾功能', '心电图', '腹部 B 超', '胸片'],
  },
  {
    name: '女性四十岁以上',
    sex: 'female',
    fromYears: 40,
    toYears: 64,
    items: ['血压', '身高体重', '血常规', '血糖', '血脂', '肝肾功能', '心电图', '乳腺 B 超', '宫颈筛查'],
  },
  {
    name: '老年人',
    sex: 'any',
    fromYears: 65,
    toYears: 120,
    items: ['血压', '身高体重', '血常规', '血糖', '血脂', '肝肾功能', '心电图', '腹部 B 超', '认知与自理能力'],
  },
];
