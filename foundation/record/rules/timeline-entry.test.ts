// What a line of the timeline says: answers and durations in words, whose writing it is.
import { expect, it } from 'vitest';
import { sourceSystem } from './visit-resources.ts';
import { timelineEntry } from './timeline-entry.ts';

const entry = (resource: object) => timelineEntry('Observation', { id: 'o', code: { text: '问答' }, ...resource }, {});
const years = (value: number, code: string) => ({ valueQuantity: { value, unit: code, code } });

it('tells a no from a yes', () => {
  expect(entry({ valueBoolean: false }).detail).toBe('否');
  expect(entry({ valueBoolean: true }).detail).toBe('是');
  expect(entry({ valueInteger: 0 }).detail).toBe('0');
});
it('tells years as a duration and pack years by their name', () => {
  expect(entry(years(30, 'a')).detail).toBe('30 年');
  expect(entry(years(20, '{pack}.a')).detail).toBe('20 包年');
});
it.each(['clinic', 'home', 'vehicle', 'self', 'system', 'import'] as const)('knows the source %s', (code) =>
  expect(entry({ meta: { tag: [{ system: sourceSystem, code }] } }).source).toBe(code),
);
it('takes what says nothing for an import', () => expect(entry({}).source).toBe('import'));
