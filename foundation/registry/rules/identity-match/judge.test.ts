// One person or two: numbers decide where they can, twins and families stay apart, and the order of two records never matters.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIdNumber } from '../id-number.ts';
import { comparable, type Particulars } from './comparable.ts';
import { compare, oneSlip } from './compare.ts';
import { judge } from './judge.ts';

const idNumber = makeIdNumber('330112', '1956-03-12', 12);
const person: Particulars = {
  name: '潘秀英',
  sex: 'female',
  birthOn: '1956-03-12',
  idNumber,
  healthCard: '33A00001234',
  phone: '13812345678',
  address: '浙江省杭州市临安区於潜镇光明村12号',
};
const without = (...fields: (keyof Particulars)[]): Particulars =>
  Object.fromEntries(
    Object.entries(person).filter(([key]) => !fields.includes(key as never)),
  ) as unknown as Particulars;
const levels = (other: Particulars) => compare(comparable(person), comparable(other));

describe('two numbers', () => {
  it('of 15 and of 18 digits are the same person', () => {
    const old = makeIdNumber('330124', '1948-11-02', 31);
    const fifteen = old.slice(0, 6) + old.slice(8, 17);
    expect(
      compare(comparable({ ...person, idNumber: old }), comparable({ ...person, idNumber: fifteen })).idNumber,
    ).toBe('same');
  });
  it('with one slip are near, whichever slip it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const signs = [...idNumber];
        signs[place] = String((Number(signs[place]) + step) % 10);
        expect(levels({ ...person, idNumber: signs.join('') }).idNumber).toBe('near');
      }),
    );
    expect(oneSlip('123456', '132456')).toBe(true);
    expect(oneSlip('123456', '132465')).toBe(false);
  });
  it('that both check are two people, and a temporary one says nothing', () => {
    expect(levels({ ...person, idNumber: makeIdNumber('330112', '1956-03-12', 14) }).idNumber).toBe('different');
    expect(levels({ ...person, idNumber: 'LS20261127001' }).idNumber).toBe('missing');
  });
});

it.each([
  ['于潜镇光明村 12 号，区名不写', { address: '於潜镇光明村12号' }, 'address', 'same'],
  ['another house', { address: '临安区於潜镇光明村21号' }, 'address', 'different'],
  ['as it sounds', { name: '潘岫英' }, 'name', 'homophone'],
  ['dialect', { name: '潘秀印' }, 'name', 'near'],
  ['day and month exchanged', { birthOn: '1956-12-03' }, 'birthOn', 'near'],
  ['another year', { birthOn: '1972-03-12' }, 'birthOn', 'different'],
] as const)('%s', (_name, change, field, level) => {
  expect(levels({ ...person, ...change })[field]).toBe(level);
});
it('a variant character is the same name', () => {
  expect(compare(comparable({ ...person, name: '陳國華' }), comparable({ ...person, name: '陈国华' })).name).toBe(
    'same',
  );
});

describe('the verdict', () => {
  it.each<[string, Particulars, string]>([
    [
      'the same number, another phone and house',
      { ...person, phone: '13900000000', address: '昌化镇大坑村3号' },
      'automatic',
    ],
    ['no number, phone and address agree', without('idNumber', 'healthCard'), 'automatic'],
    ['no number, the name as it sounds', { ...without('idNumber', 'healthCard'), name: '潘岫英' }, 'automatic'],
    [
      'a mistyped number',
      { ...without('phone', 'address'), idNumber: `${idNumber.slice(0, 15)}9${idNumber.slice(16)}` },
      'automatic',
    ],
    ['name, sex and birth date alone', without('idNumber', 'healthCard', 'phone', 'address'), 'review'],
    [
      'the same number under another name',
      { ...person, name: '章伟', phone: '13900000000', address: '昌化镇大坑村3号', healthCard: '33A09' },
      'review',
    ],
    ['a twin without a number', { ...without('idNumber', 'healthCard'), name: '潘秀珍' }, 'review'],
    [
      'a twin with a number of her own',
      { ...without('healthCard'), name: '潘秀珍', idNumber: makeIdNumber('330112', '1956-03-12', 14) },
      'distinct',
    ],
    [
      'her son on the same phone',
      { ...without('idNumber', 'healthCard'), name: '方建国', sex: 'male', birthOn: '1980-05-01' },
      'distinct',
    ],
    ['a namesake of another year', { name: person.name, sex: 'female', birthOn: '1961-08-30' }, 'distinct'],
  ])('%s', (_name, other, verdict) => expect(judge(person, other).verdict).toBe(verdict));

  const particulars = fc.record(
    {
      name: fc.constantFrom('潘秀英', '潘岫英', '潘秀珍', '方建国'),
      sex: fc.constantFrom('male', 'female', 'unknown'),
      birthOn: fc.constantFrom('1956-03-12', '1956-12-03', '1956-03-13', '1980-05-01'),
      idNumber: fc.constantFrom(
        idNumber,
        makeIdNumber('330112', '1956-03-12', 14),
        `${idNumber.slice(0, 15)}9${idNumber.slice(16)}`,
        'LS1',
      ),
      healthCard: fc.constantFrom('1', '2'),
      phone: fc.constantFrom('13812345678', '13900000000'),
      address: fc.constantFrom('於潜镇光明村12号', '於潜镇光明村21号'),
    },
    { requiredKeys: ['name', 'sex'] },
  );
  it('does not depend on which record comes first, and two numbers that check are never joined', () => {
    fc.assert(
      fc.property(particulars, particulars, (one, other) => {
        const there = judge(one, other);
        expect(there).toEqual(judge(other, one));
        if (there.comparison.idNumber === 'different') expect(there.verdict).not.toBe('automatic');
      }),
    );
  });
});
