// Instants as PostgreSQL writes them: read as its driver reads them, in every offset, fraction and century.
import fc from 'fast-check';
import pg from 'pg';
import { expect, it } from 'vitest';
import { readInstant } from './timestamp.ts';

const readAny = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

it('reads what the driver reads', () => {
  const padded = (value: number, length = 2) => String(value).padStart(length, '0');
  const instant = fc
    .record({
      date: fc.date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      fraction: fc.option(fc.integer({ min: 1, max: 999_999 })),
      offset: fc.integer({ min: -14 * 4, max: 14 * 4 }),
      era: fc.constantFrom('', '', '', ' BC'),
    })
    .map(({ date, fraction, offset, era }) => {
      const minutes = Math.abs(offset) * 15;
      const zone = `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60))}${minutes % 60 ? `:${padded(minutes % 60)}` : ''}`;
      const tail = fraction === null ? '' : `.${padded(fraction, 6).replace(/0+$/, '')}`;
      return `${padded(date.getUTCFullYear(), 4)}-${date.toISOString().slice(5, 19).replace('T', ' ')}${tail}${zone}${era}`;
    });
  fc.assert(
    fc.property(instant, (text) => {
      expect(readInstant(text)).toEqual(readAny(text));
    }),
    { numRuns: 2_000, seed: 20_261_128 },
  );
});

it.each([
  'infinity',
  '-infinity',
  '10000-01-01 00:00:00+08',
  '1899-12-31 23:59:59+08:05:43',
  '0044-03-15 12:00:00+00 BC',
])('leaves %s to the driver', (text) => expect(readInstant(text)).toEqual(readAny(text)));
