// Every adult gets one package, the one for their sex first.
import { yearsOn } from '#platform/contract.ts';
import { expect, it } from 'vitest';
import { packageFor, usualPackages } from './check-up-package.ts';

const packages = usualPackages.map((one, index) => ({ ...one, packageId: String(index), version: 1 }));

it('counts years by birthdays', () => {
  expect(yearsOn('1986-12-02', '2026-12-01')).toBe(39);
  expect(yearsOn('1986-12-01', '2026-12-01')).toBe(40);
});

it('fits by age and sex', () => {
  const name = (sex: string, birthOn: string) => packageFor(packages, { sex, birthOn }, '2026-12-01')?.name;
  expect(name('female', '1980-01-01')).toBe('女性四十岁以上');
  expect(name('male', '1980-01-01')).toBe('男性四十岁以上');
  expect(name('female', '1950-01-01')).toBe('老年人');
  expect(name('male', '2015-01-01')).toBeUndefined();
  expect(packageFor(packages, { sex: 'male' }, '2026-12-01')).toBeUndefined();
});
