// Checks that health record numbers are made and read alike.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeHealthRecordNumber, readHealthRecordNumber } from './health-record-number.ts';

it('reads back what it makes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 99_999 }), (village, serial) => {
      const villageCode = `330112104${String(village).padStart(3, '0')}`;
      const made = makeHealthRecordNumber(villageCode, serial)!;
      expect(made).toHaveLength(17);
      expect(readHealthRecordNumber(made)).toEqual({
        countyCode: '330112',
        townshipCode: '330112104',
        villageCode,
        serial,
      });
    }),
    { seed: 20261122, numRuns: 200 },
  );
});

it('refuses what is no such number', () => {
  expect(readHealthRecordNumber('3301121040010000')).toBeUndefined();
  expect(readHealthRecordNumber('33011210400100000')).toBeUndefined();
  expect(readHealthRecordNumber('33011210400000001')).toBeUndefined();
  expect(makeHealthRecordNumber('330112104001', 100_000)).toBeUndefined();
  expect(makeHealthRecordNumber('330112', 1)).toBeUndefined();
});
