// Thresholds at their edges, repetition, age, who said so, and what is too old.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { abnormalFindings, lookBack, suspects, watchTable, type WatchedReading } from './abnormal-watch.ts';

const now = new Date('2026-11-22T08:00:00Z');
let count = 0;
const reading = (
  code: string,
  value: number,
  more: Partial<WatchedReading> & { minutesAgo?: number } = {},
): WatchedReading => ({
  id: `o${(count += 1)}`,
  code,
  title: code,
  value,
  unit: '',
  at: new Date(now.getTime() - (more.minutesAgo ?? 0) * 60_000),
  source: 'home',
  isLaboratory: false,
  interpretations: [],
  notes: [],
  ...more,
});
const rules = (fresh: WatchedReading[], before: WatchedReading[] = [], age: number | undefined = 60) =>
  abnormalFindings(watchTable, fresh, [...before, ...fresh], age, now).map(({ rule }) => rule.id);
const [systolic, diastolic] = [vitalRules.systolic.loinc, vitalRules.diastolic.loinc];

describe('the watch', () => {
  it.each<[string, number, string[]]>([
    [systolic, 180, ['BP-DANGEROUS']],
    [systolic, 179, []],
    [diastolic, 110, ['BP-DANGEROUS']],
    [diastolic, 109, []],
    [vitalRules.glucose.loinc, 3.8, ['GLUCOSE-LOW']],
    [vitalRules.glucose.loinc, 3.9, []],
    [vitalRules['glucose-fasting'].loinc, 16.7, ['GLUCOSE-HIGH']],
    [vitalRules['oxygen-saturation'].loinc, 89, ['SATURATION-LOW']],
    [vitalRules['oxygen-saturation'].loinc, 90, []],
    [vitalRules['body-temperature'].loinc, 39, ['FEVER']],
    [vitalRules['body-temperature'].loinc, 38.9, []],
  ])('%s of %s', (code, value, expected) => expect(rules([reading(code, value)])).toEqual(expected));

  it('wants two measurements within a quarter of an hour where nothing is dangerous', () => {
    expect(rules([reading(systolic, 150)])).toEqual([]);
    expect(rules([reading(systolic, 150)], [reading(systolic, 148, { minutesAgo: 15 })])).toEqual(['BP-HIGH']);
    expect(rules([reading(systolic, 150)], [reading(systolic, 148, { minutesAgo: 16 })])).toEqual([]);
    // What is dangerous is not told a second time as high.
    expect(rules([reading(systolic, 186)], [reading(systolic, 184, { minutesAgo: 2 })])).toEqual(['BP-DANGEROUS']);
    const one = reading(systolic, 150);
    expect(rules([one, { ...reading(diastolic, 95), id: one.id }])).toEqual([]);
  });

  it('leaves children to their doctors, takes unknown ages as grown up', () => {
    expect(rules([reading(systolic, 190)], [], 17)).toEqual([]);
    expect(abnormalFindings(watchTable, [reading(systolic, 190)], [], undefined, now)).toHaveLength(1);
  });

  it('believes the sender: critical flags of anybody, plain ones of laboratories outside', () => {
    const potassium = { isLaboratory: true, source: undefined };
    expect(rules([reading('2823-3', 6.9, { ...potassium, interpretations: ['HH'] })])).toEqual(['LABORATORY-CRITICAL']);
    expect(rules([reading('2823-3', 5.6, { ...potassium, interpretations: ['H'] })])).toEqual(['LABORATORY-ABNORMAL']);
    expect(rules([reading('2823-3', 5.6, { isLaboratory: true, source: 'clinic', interpretations: ['H'] })])).toEqual(
      [],
    );
    expect(rules([reading(systolic, 120, { notes: ['irregular-pulse'] })])).toEqual(['PULSE-IRREGULAR']);
  });

  it('finds one value of one measurement, and nothing in what is old', () => {
    const one = reading(systolic, 190);
    expect(rules([one, { ...reading(diastolic, 120), id: one.id }])).toEqual(['BP-DANGEROUS']);
    expect(rules([reading(systolic, 190, { minutesAgo: 72 * 60 + 1 })])).toEqual([]);
  });

  it('finds the same where only suspects and what lies shortly before them is read', () => {
    const any = fc.record({
      code: fc.constantFrom(systolic, diastolic, vitalRules.glucose.loinc, vitalRules['body-temperature'].loinc),
      value: fc.oneof(fc.integer({ min: 3, max: 200 }), fc.constantFrom(139, 140, 179, 180, 89, 90)),
      minutesAgo: fc.integer({ min: 0, max: 40 }),
      notes: fc.constantFrom([], ['irregular-pulse']),
    });
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 4 }),
        fc.array(any, { maxLength: 8 }),
        fc.option(fc.constantFrom(12, 60), { nil: undefined }),
        (newly, earlier, age) => {
          const [fresh, before] = [newly, earlier].map((all) =>
            all.map(({ code, value, ...more }) => reading(code, value, more)),
          ) as [WatchedReading[], WatchedReading[]];
          const suspected = suspects(watchTable, fresh, age, now);
          const window = lookBack(watchTable, suspected);
          const read = [...before, ...fresh].filter(
            ({ at, code }) => window && at >= window.since && (window.codes?.includes(code) ?? true),
          );
          const all = abnormalFindings(watchTable, fresh, [...before, ...fresh], age, now);
          expect(abnormalFindings(watchTable, fresh, read, age, now)).toEqual(all);
          if (suspected.length === 0) expect(all).toEqual([]);
        },
      ),
      { numRuns: 300, seed: 8 },
    );
  });
});
