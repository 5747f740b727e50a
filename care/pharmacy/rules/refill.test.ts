// Refills and adherence: vectors reckoned by hand, the dates of the Pharmacy Quality Alliance's own examples, and what holds for all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adherenceOf, isAdherent, percentOf, type Adherence } from './adherence.ts';
import { coverageOf } from './coverage.ts';
import { dayAfter, dayOfNumber, numberOfDay } from './days.ts';
import type { MedicineHistory, Supply } from './medicine-history.ts';
import { refillOf } from './refill.ts';

const history = (
  supplies: readonly (readonly [on: string, amount: number])[],
  more: Partial<MedicineHistory> = {},
): MedicineHistory => ({
  medicine: 'enalapril',
  name: '依那普利',
  atc: ['C09AA02'],
  unit: 'd',
  supplies: supplies.map(([on, amount], at): Supply => ({ id: String(at), on, amount })),
  doses: [{ on: '2017-01-01', perDay: 1 }],
  ...more,
});
const stay = (from: string, last: string) => [{ from: numberOfDay(from), until: numberOfDay(last) + 1 }];
const spans = (one: MedicineHistory, stays = [] as ReturnType<typeof stay>) =>
  coverageOf(one, stays).covered.map(({ from, until }) => [dayOfNumber(from), dayOfNumber(until - 1)]);
const runsOut = (one: MedicineHistory, stays = [] as ReturnType<typeof stay>, today = '2026-11-22') => {
  const found = refillOf(one, stays, today);
  return found.state === 'known' ? found.runsOutOn : found.state;
};
const year = { fromOn: '2018-01-01', toOn: '2018-12-31' };
const pdc = (
  one: MedicineHistory | MedicineHistory[],
  stays = [] as ReturnType<typeof stay>,
  window = year,
): Adherence => adherenceOf(Array.isArray(one) ? one : [one], stays, window)[0]!;

describe('the day on which a medicine runs out', () => {
  it('keeps what was fetched early', () => {
    expect(runsOut(history([['2026-11-01', 28]]))).toBe('2026-11-29');
    // Six days early: 28 + 28 days from the first on.
    expect(
      runsOut(
        history([
          ['2026-11-01', 28],
          ['2026-11-23', 28],
        ]),
      ),
    ).toBe('2026-12-27');
    // Two days late: from the day of the second.
    expect(
      runsOut(
        history([
          ['2026-10-01', 28],
          ['2026-10-31', 28],
        ]),
      ),
    ).toBe('2026-11-28');
  });
  it('follows a switched dose with what is left', () => {
    // 280 mg; ten days of 10 mg leave 180 mg, at 20 mg nine days more.
    const doubled = {
      doses: [
        { on: '2026-11-01', perDay: 10 },
        { on: '2026-11-11', perDay: 20 },
      ],
      unit: 'mg' as const,
    };
    expect(runsOut(history([['2026-11-01', 280]], doubled))).toBe('2026-11-20');
    const halved = {
      doses: [
        { on: '2026-11-01', perDay: 10 },
        { on: '2026-11-11', perDay: 5 },
      ],
      unit: 'mg' as const,
    };
    expect(runsOut(history([['2026-11-01', 280]], halved))).toBe('2026-12-17');
  });
  it('uses up nothing in hospital, and half days carry over', () => {
    expect(runsOut(history([['2026-11-01', 28]]), stay('2026-11-10', '2026-11-14'))).toBe('2026-12-04');
    const two = { doses: [{ on: '2026-11-01', perDay: 2 }], unit: 'unit' as const };
    expect(runsOut(history([['2026-11-01', 45]], two))).toBe('2026-11-23');
    expect(
      runsOut(
        history(
          [
            ['2026-11-01', 22],
            ['2026-11-01', 23],
          ],
          two,
        ),
      ),
    ).toBe('2026-11-23');
  });
  it('says why where nothing can be told', () => {
    const today = '2026-11-22';
    expect(refillOf(history([], { unknown: 'dose-unknown' }), [], today)).toEqual({
      state: 'unknown',
      why: 'dose-unknown',
    });
    expect(refillOf(history([['2026-11-01', 28]], { stoppedOn: '2026-11-05' }), [], today)).toEqual({
      state: 'stopped',
      on: '2026-11-05',
    });
    expect(refillOf(history([]), [], today)).toEqual({ state: 'not-dispensed' });
  });
});

describe('the proportion of days covered', () => {
  it("places overlapping fills as the Pharmacy Quality Alliance's examples do", () => {
    const third = history([
      ['2018-03-25', 90],
      ['2018-07-05', 90],
      ['2018-09-25', 90],
    ]);
    expect(spans(third)).toEqual([
      ['2018-03-25', '2018-06-22'],
      ['2018-07-05', '2018-12-31'],
    ]);
    // 282 days from the first fill to the end of the year, 12 of them without.
    expect(pdc(third)).toMatchObject({ coveredDays: 270, windowDays: 282, fills: 3 });
    expect(percentOf(pdc(third))).toBe(95.7);
    const fourth = history([
      ['2018-01-01', 90],
      ['2018-03-25', 90],
      ['2018-07-05', 90],
      ['2018-10-15', 90],
    ]);
    expect(pdc(fourth)).toMatchObject({
      coveredDays: 348,
      windowDays: 365,
      gaps: [
        { fromOn: '2018-06-30', toOn: '2018-07-04', days: 5 },
        { fromOn: '2018-10-03', toOn: '2018-10-14', days: 12 },
      ],
    });
  });
  it('counts a day once for several medicines of a class', () => {
    const other = history([['2018-01-01', 90]], { medicine: 'losartan', atc: ['C09CA01'] });
    expect(pdc([history([['2018-01-01', 90]]), other])).toMatchObject({ coveredDays: 90, windowDays: 365, fills: 1 });
    const later = history([['2018-04-01', 90]], { medicine: 'losartan', atc: ['C09CA01'] });
    expect(pdc([history([['2018-01-01', 90]]), later])).toMatchObject({ coveredDays: 180, fills: 2 });
  });
  it('leaves out days in hospital, and measures nothing too early', () => {
    const one = history([
      ['2018-01-01', 30],
      ['2018-02-15', 30],
    ]);
    const window = { fromOn: '2018-01-01', toOn: '2018-04-10' };
    // 100 days, 60 covered; with ten days in the first fill it lasts until the 9th of February: 90 days, 60 covered.
    expect(pdc(one, [], window)).toMatchObject({ coveredDays: 60, windowDays: 100 });
    expect(pdc(one, stay('2018-01-11', '2018-01-20'), window)).toMatchObject({
      coveredDays: 60,
      windowDays: 90,
      hospitalDays: 10,
    });
    expect(pdc(one, [], { ...window, toOn: '2018-03-31' }).notMeasured).toBe('too-short');
    expect(pdc(history([['2018-01-01', 300]])).notMeasured).toBe('too-few-fills');
    expect(isAdherent({ coveredDays: 80, windowDays: 100 })).toBe(true);
    expect(isAdherent({ coveredDays: 79, windowDays: 99 })).toBe(false);
  });
  it('ends on the day when the class was stopped, and says when insulin or an unknown supply stands in the way', () => {
    const one = history(
      [
        ['2018-01-01', 90],
        ['2018-04-01', 30],
      ],
      { stoppedOn: '2018-04-30' },
    );
    expect(pdc(one)).toMatchObject({ toOn: '2018-04-30', coveredDays: 120, windowDays: 120 });
    const metformin = history(
      [
        ['2018-01-01', 90],
        ['2018-04-01', 90],
      ],
      { medicine: 'metformin', atc: ['A10BA02'] },
    );
    const insulin = history([], {
      medicine: 'insulin',
      atc: ['A10AE04'],
      dispensedOn: '2018-02-01',
      unknown: 'dose-unknown',
    });
    expect(pdc([metformin, insulin]).notMeasured).toBe('insulin');
    const unclear = history([], { dispensedOn: '2018-02-01', unknown: 'pack-unknown' });
    expect(pdc(unclear).notMeasured).toBe('supply-unknown');
  });

  const fill = fc.record({ offset: fc.integer({ min: 0, max: 364 }), amount: fc.integer({ min: 1, max: 120 }) });
  const fills = fc.array(fill, { maxLength: 12 });
  const made = (given: readonly { offset: number; amount: number }[], perDay = 1) =>
    history(
      [{ offset: 0, amount: 30 }, ...given]
        .toSorted((a, b) => a.offset - b.offset)
        .map(({ offset, amount }) => [dayAfter('2018-01-01', offset), amount] as const),
      { doses: [{ on: '2018-01-01', perDay }] },
    );
  it('lies between nothing and all', () =>
    fc.assert(
      fc.property(fills, fc.integer({ min: 1, max: 4 }), (given, perDay) => {
        const { coveredDays, windowDays, gaps } = pdc(made(given, perDay));
        expect(coveredDays).toBeGreaterThanOrEqual(0);
        expect(coveredDays).toBeLessThanOrEqual(windowDays);
        expect(coveredDays + gaps.reduce((sum, { days }) => sum + days, 0)).toBe(windowDays);
      }),
    ));
  it('is never lowered by one more dispensing after the first', () =>
    fc.assert(
      fc.property(fills, fill, fc.integer({ min: 1, max: 4 }), (given, more, perDay) => {
        expect(pdc(made([...given, more], perDay)).coveredDays).toBeGreaterThanOrEqual(
          pdc(made(given, perDay)).coveredDays,
        );
      }),
    ));
  it('does not change when a dispensing is split', () =>
    fc.assert(
      fc.property(
        fills,
        fill,
        fc.integer({ min: 0, max: 119 }),
        fc.integer({ min: 1, max: 4 }),
        (given, one, cut, perDay) => {
          const part = Math.min(cut, one.amount);
          const halves = [part, one.amount - part].filter((amount) => amount > 0).map((amount) => ({ ...one, amount }));
          const [whole, split] = [pdc(made([...given, one], perDay)), pdc(made([...given, ...halves], perDay))];
          expect(split).toEqual(whole);
        },
      ),
    ));
});
