// A proxy needs somebody, a purpose and an end that lies within five years.
import { expect, it } from 'vitest';
import { proxyOf, proxyTroubles, yearsOn, type ProxyDraft } from './proxy-draft.ts';

const today = '2026-11-22';
const draft = (part: Partial<ProxyDraft> = {}): ProxyDraft => ({
  proxyPersonId: 'a',
  relation: 'child',
  scope: ['view-record'],
  toOn: '2027-11-22',
  ...part,
});
it.each([
  [{}, []],
  [{ proxyPersonId: '' }, ['who']],
  [{ relation: '' as const }, ['relation']],
  [{ scope: [] }, ['scope']],
  [{ toOn: '' }, ['end']],
  [{ toOn: '2026-11-21' }, ['past']],
  [{ toOn: today }, []],
  [{ toOn: '2031-11-22' }, []],
  [{ toOn: '2031-11-23' }, ['long']],
])('%j: %j', (part, codes) => expect(proxyTroubles(draft(part), today).map((one) => one.code)).toEqual(codes));

it.each([
  ['2026-11-22', 1, '2027-11-22'],
  ['2024-02-29', 1, '2025-02-28'],
  ['2024-02-29', 4, '2028-02-29'],
])('%s and %i years: %s', (day, years, then) => expect(yearsOn(day, years)).toBe(then));

it('sends what was chosen', () => expect(proxyOf(draft())).toEqual(draft()));
