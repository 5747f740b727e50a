// Checks how typed texts are read.
import { expect, it } from 'vitest';
import { readDate, readSearch } from './search-terms.ts';

it.each([
  ['王小明', [{ kind: 'han', text: '王小明', tokens: ['h王小', 'h小明'] }]],
  ['王', [{ kind: 'han', text: '王', tokens: ['h王'] }]],
  ['Wang xiao ming', [{ kind: 'latin', text: 'wangxiaoming' }]],
  ['lv', [{ kind: 'latin', text: 'lu' }]],
  ['wxm', [{ kind: 'latin', text: 'wxm' }]],
  ['11010519491231002x', [{ kind: 'id-number', idNumber: '11010519491231002X' }]],
  ['110105491231002', [{ kind: 'id-number', idNumber: '11010519491231002X' }]],
  ['13812345678', [{ kind: 'phone', phone: '13812345678' }]],
  ['002x', [{ kind: 'last-four', text: '002X' }]],
  ['1949-12-31', [{ kind: 'birth-date', birthOn: '1949-12-31' }]],
  ['1949年12月31日', [{ kind: 'birth-date', birthOn: '1949-12-31' }]],
  ['33a0-0001-234', [{ kind: 'health-card', card: '33A00001234' }]],
  ['9'.repeat(20), [{ kind: 'health-card', card: '9'.repeat(20) }]],
  ['33011210420100012', [{ kind: 'health-record-number', number: '33011210420100012' }]],
  [
    '王 002X',
    [
      { kind: 'han', text: '王', tokens: ['h王'] },
      { kind: 'last-four', text: '002X' },
    ],
  ],
  [
    '王小明5678',
    [
      { kind: 'han', text: '王小明', tokens: ['h王小', 'h小明'] },
      { kind: 'last-four', text: '5678' },
    ],
  ],
])('reads %s', (text, terms) => {
  expect(readSearch(text)).toEqual({ terms });
});

it('says what it cannot read', () => {
  expect(readSearch('王 12')).toEqual({ terms: [], unreadable: '12' });
  expect(readSearch('').terms).toEqual([]);
});

it('reads days in the usual spellings only', () => {
  expect(readDate('1960/3/4')).toBe('1960-03-04');
  expect(readDate('19600304')).toBe('1960-03-04');
  expect(readDate('19600230')).toBeUndefined();
  expect(readDate('60-3-4')).toBeUndefined();
});

it('reads a foreign name with a number behind it by its letters', () => {
  expect(readSearch('Medhurst46').terms).toEqual([{ kind: 'latin', text: 'medhurst' }]);
});
