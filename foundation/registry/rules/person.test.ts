// Checks which particulars are taken and which are refused at which field.
import { describe, expect, it } from 'vitest';
import type { EditPersonBody, RegisterPersonBody } from '../contract.ts';
import { checkPerson } from './person.ts';

const today = '2026-11-22';
const good: RegisterPersonBody = {
  name: ' 王  小明 ',
  sex: 'female',
  birthOn: '1949-12-31',
  idNumber: '110105491231002',
  phone: '138 1234 5678',
};
const paths = (fields: RegisterPersonBody | EditPersonBody) => {
  const result = checkPerson(fields, today);
  return result.ok ? [] : result.problem.issues!.map((issue) => `${issue.path} ${issue.code}`);
};

describe('a person', () => {
  it('is brought to one form', () => {
    expect(checkPerson(good, today)).toEqual({
      ok: true,
      value: { ...good, name: '王 小明', idNumber: '11010519491231002X', phone: '13812345678' },
    });
  });

  it.each<[Partial<RegisterPersonBody>, string]>([
    [{ idNumber: '110105194912310021' }, 'idNumber registry.id-number-check-digit'],
    [{ birthOn: '1949-12-30' }, 'birthOn registry.birth-differs-from-id-number'],
    [{ sex: 'male' }, 'sex registry.sex-differs-from-id-number'],
    [{ idNumber: undefined, birthOn: '2026-11-23' }, 'birthOn registry.birth-in-future'],
    [{ idNumber: undefined, birthOn: '1890-01-01' }, 'birthOn registry.birth-too-long-ago'],
    [{ phone: '12345' }, 'phone registry.phone-unreadable'],
    [{ name: '王<b>' }, 'name registry.name-unreadable'],
  ])('is refused with %o', (change, issue) => {
    expect(paths({ ...good, ...change })).toEqual([issue]);
  });

  it('leaves with a day that has come', () => {
    expect(paths({ status: 'deceased' })).toEqual(['deceasedOn registry.day-missing']);
    expect(paths({ status: 'moved-away', movedAwayOn: '2026-12-01' })).toEqual(['movedAwayOn registry.day-in-future']);
    expect(paths({ status: 'deceased', deceasedOn: '2026-11-01' })).toEqual([]);
  });
});
