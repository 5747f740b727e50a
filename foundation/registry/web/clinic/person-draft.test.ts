// A number fills in what it says; troubles are found before sending; two editors lose nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIdNumber } from '../../rules/id-number.ts';
import {
  changesOf,
  changeTroubles,
  emptyPerson,
  idNumberTrouble,
  newPerson,
  newPersonTroubles,
  rebase,
  withIdNumber,
  type PersonDraft,
} from './person-draft.ts';

const today = '2026-11-22';
const number = makeIdNumber('330112', '1954-11-29', 422);
const person = (part: Partial<PersonDraft> = {}): PersonDraft => ({
  ...emptyPerson(),
  name: '潘秀英',
  sex: 'female',
  birthOn: '1954-11-29',
  idNumber: number,
  ...part,
});

describe('the ID number', () => {
  it('says birth date and sex at once', () =>
    expect(withIdNumber(number)).toEqual({ idNumber: number, birthOn: '1954-11-29', sex: 'female' }));
  it('says nothing before it is whole', () => expect(withIdNumber('330112195')).toEqual({ idNumber: '330112195' }));
  it.each([
    ['', undefined],
    ['330112195', undefined],
    ['33011219541', undefined],
    ['3301a2', 'id-number-length'],
    [`${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`, 'id-number-check-digit'],
    [`${number}0`, 'id-number-length'],
    [number, undefined],
  ])('%j: %s', (typed, trouble) => expect(idNumberTrouble(typed)).toBe(trouble));
});

describe('a new person', () => {
  it.each([
    [{}, []],
    [{ name: ' ' }, ['name-missing']],
    [{ sex: '' as const }, ['sex-missing']],
    [{ birthOn: '' }, ['birth-missing']],
    [{ birthOn: '1954-11-28' }, ['birth-differs-from-id-number']],
    [{ sex: 'male' as const }, ['sex-differs-from-id-number']],
    [{ phone: '12' }, ['phone-unreadable']],
    [{ idNumber: '', birthOn: '2026-11-23' }, ['birth-in-future']],
  ])('%j: %j', (part, codes) => {
    expect(newPersonTroubles(person(part), today).map((one) => one.code)).toEqual(codes);
  });
  it('sends what was typed and nothing else', () =>
    expect(newPerson(person({ phone: ' ', householdRelation: 'spouse' }))).toEqual({
      name: '潘秀英',
      sex: 'female',
      birthOn: '1954-11-29',
      idNumber: number,
    }));
});

describe('a change', () => {
  it('sends the difference, and takes a phone away', () =>
    expect(changesOf(person({ phone: '13812345678', villageId: 'a' }), person({ address: '1号' }))).toEqual({
      phone: '',
      address: '1号',
    }));
  it('sends the day with the state', () =>
    expect(changesOf(person(), person({ status: 'deceased', deceasedOn: '2026-11-20', movedAwayOn: 'x' }))).toEqual({
      status: 'deceased',
      deceasedOn: '2026-11-20',
    }));
  it('needs the day of leaving', () =>
    expect(changeTroubles(person(), person({ status: 'moved-away' }), today)).toEqual([
      { field: 'movedAwayOn', code: 'day-missing' },
    ]));
  it('is checked against the number that stands', () =>
    expect(changeTroubles(person(), person({ birthOn: '1954-11-28' }), today)[0]?.code).toBe(
      'birth-differs-from-id-number',
    ));
});

describe('rebase', () => {
  it('keeps one’s own typing and shows what the other changed', () => {
    const base = person({ phone: '1', address: 'a' });
    const newer = person({ phone: '2', address: 'b' });
    const { merged, theirs } = rebase(base, newer, person({ phone: '3', address: 'a', name: '潘英' }));
    expect(merged).toEqual(person({ phone: '3', address: 'b', name: '潘英' }));
    expect(theirs).toEqual([
      { field: 'phone', theirs: '2', mine: '3' },
      { field: 'address', theirs: 'b' },
    ]);
  });
  it('loses no side’s change', () => {
    const text = fc.constantFrom('', 'x', 'y', 'z');
    const draft = fc.record({ name: text, phone: text, address: text });
    fc.assert(
      fc.property(draft, draft, draft, (a, b, c) => {
        const [base, newer, mine] = [person(a), person(b), person(c)];
        const { merged } = rebase(base, newer, mine);
        for (const field of ['name', 'phone', 'address'] as const)
          expect(merged[field]).toBe(mine[field] === base[field] ? newer[field] : mine[field]);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
