// The calendar file keeps to RFC 5545: UTC times, escaped texts, lines of at most 75 octets.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { icalendar } from './icalendar.ts';

const at = new Date('2026-11-22T00:00:00Z');
const entry = {
  uid: 'a',
  on: '2026-12-01',
  startMinute: 545,
  endMinute: 585,
  summary: '随访, 光明村',
  location: '光明村巡诊点',
  description: '请带医保卡;\n和药',
};

it('gives Shanghai times in UTC and escapes', () => {
  const text = icalendar('光明村', [entry], at);
  expect(text).toContain('DTSTART:20261201T010500Z');
  expect(text).toContain('SUMMARY:随访\\, 光明村');
  expect(text).toContain('请带医保卡\\;\\n和药');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('folds lines of any text and loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (description) => {
      const clean = description.replace(/[\r\n\\;,]/g, '');
      const text = icalendar('x', [{ ...entry, description: clean }], at);
      for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(text.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${clean}\r\n`);
    }),
    { numRuns: 60 },
  );
});
