// Checks the identity number against the published vector and by properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, isDay, makeIdNumber, readIdNumber } from './id-number.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const region = fc.constantFrom('330112', '330624', '110105', '440524');
const sequence = fc.integer({ min: 0, max: 999 });
const runs = { seed: 20261122, numRuns: 300 };

describe('resident identity number', () => {
  it('reads the textbook number of GB 11643-1999', () => {
    expect(readIdNumber('11010519491231002X')).toEqual({
      ok: true,
      idNumber: '11010519491231002X',
      regionCode: '110105',
      birthOn: '1949-12-31',
      sex: 'female',
    });
    expect(readIdNumber('440524188001010014')).toMatchObject({ ok: true, birthOn: '1880-01-01', sex: 'male' });
  });

  it('upgrades a 15-digit number', () => {
    expect(readIdNumber('110105491231002')).toMatchObject({ ok: true, idNumber: '11010519491231002X' });
  });

  it.each([
    ['1101051949123100', 'length'],
    ['1101051949123100AX', 'character'],
    ['010105194912310020', 'region'],
    ['110105194902310020', 'birth-date'],
    ['110105194912310021', 'check-digit'],
  ])('refuses %s: %s', (text, fault) => {
    expect(readIdNumber(text)).toEqual({ ok: false, fault });
  });

  it('reads back what it makes, in any spelling', () => {
    fc.assert(
      fc.property(region, day, sequence, (regionCode, birthOn, number) => {
        const made = makeIdNumber(regionCode, birthOn, number);
        const spaced = `${made.slice(0, 6)} ${made.slice(6).toLowerCase()}`;
        expect(readIdNumber(spaced)).toEqual({
          ok: true,
          idNumber: made,
          regionCode,
          birthOn,
          sex: number % 2 === 1 ? 'male' : 'female',
        });
      }),
      runs,
    );
  });

  it('notices every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(region, day, sequence, fc.nat(16), fc.integer({ min: 1, max: 9 }), (code, on, number, place, by) => {
        const made = makeIdNumber(code, on, number);
        const wrong = made.slice(0, place) + ((Number(made[place]) + by) % 10) + made.slice(place + 1);
        expect(checkCharacter(wrong.slice(0, 17))).not.toBe(made[17]);
        const swapped = made.slice(0, place) + made[place + 1] + made[place] + made.slice(place + 2);
        if (place < 16 && made[place] !== made[place + 1])
          expect(checkCharacter(swapped.slice(0, 17))).not.toBe(made[17]);
      }),
      runs,
    );
  });

  it('knows which days exist', () => {
    expect(isDay('2024-02-29')).toBe(true);
    expect(isDay('2023-02-29')).toBe(false);
    expect(isDay('2023-2-9')).toBe(false);
  });
});
