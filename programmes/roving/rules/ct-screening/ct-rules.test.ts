// Rules of the CT screening: slots never overlap, unknown stays unknown, follow-up closes only with a result, small numbers hide.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFigures } from './figures.ts';
import { faultOfResult, clockOf, monthsLater, type FollowUpOutcome } from './follow-up.ts';
import { factResources, factsOf, type LungFacts } from './lung-facts.ts';
import { assumedCtPolicy, slotsOf } from './policy.ts';
import { faultOfReport, type CtReport } from './report.ts';

const policy = assumedCtPolicy;

describe('slots', () => {
  it('are shared out between villages without loss, overlap or the pause', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), fc.integer({ min: 1, max: 5 }), (minutesEach, villages) => {
        const own = { ...policy, minutesEach };
        const shared = Array.from({ length: villages }, (_, place) => slotsOf(own, place, villages)).flat();
        expect(shared).toEqual(slotsOf(own));
        for (const [index, minute] of shared.entries()) {
          expect(minute + minutesEach <= own.pauseFromMinute || minute >= own.pauseToMinute).toBe(true);
          if (index > 0) expect(minute - shared[index - 1]!).toBeGreaterThanOrEqual(minutesEach);
        }
      }),
    );
  });
});

describe('facts', () => {
  const at = new Date('2026-11-22T00:00:00Z');
  it('come back from the record as they went in, and nothing else is known', () => {
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const any = fc.record({
      smoking: optional(fc.constantFrom('never' as const, 'former' as const, 'current' as const)),
      packYears: optional(fc.integer({ min: 0, max: 200 })),
      passiveYears: optional(fc.integer({ min: 0, max: 80 })),
      copd: optional(fc.boolean()),
      relative: optional(fc.boolean()),
    });
    fc.assert(
      fc.property(any, (given) => {
        const facts = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as LungFacts;
        const recorded = factResources(facts, { personId: 'p', at, newId: () => 'x' }).map((resource) => ({
          type: 'Observation' as const,
          code: (resource.code as { coding: { code: string }[] }).coding[0]!.code,
          at,
          resource,
        }));
        expect(factsOf(recorded, at)).toEqual(facts);
      }),
    );
  });
  it('count the years since somebody stopped, and a recorded disease as one', () => {
    const [resource] = factResources({ quitYears: 2 }, { personId: 'p', at, newId: () => 'x' });
    const later = new Date('2029-12-01T00:00:00Z');
    const recorded = [{ type: 'Observation' as const, code: 'quitYears', at, resource: resource! }];
    expect(factsOf(recorded, later).quitYears).toBe(5);
    expect(factsOf([{ type: 'Condition', code: 'J44.900', resource: {} }], at)).toEqual({ copd: true });
  });
});

describe('follow-up', () => {
  const today = '2026-11-22';
  it.each<[FollowUpOutcome, string, string | undefined, FollowUpOutcome[], string | undefined]>([
    ['stable', '', undefined, [], 'roving.ct-not-yet-stable'],
    ['stable', '', undefined, ['stable'], undefined],
    ['stable', '', undefined, ['stable', 'resolved'], 'roving.ct-not-yet-stable'],
    ['stable', '', '2027-05-22', [], undefined],
    ['stable', '', today, [], 'roving.ct-due-is-past'],
    ['resolved', '', '2027-05-22', [], 'roving.ct-only-stable-goes-on'],
    ['resolved', '', undefined, [], undefined],
    ['declined', ' ', undefined, [], 'roving.ct-note-missing'],
    ['referred', '区人民医院胸外科', undefined, [], undefined],
  ])('%s %j next %s after %j: %s', (outcome, note, nextDueOn, before, fault) => {
    expect(faultOfResult({ outcome, note, nextDueOn }, before, policy, today)).toBe(fault);
  });
  it('has a clock', () => {
    const at = (dueOn: string) => clockOf({ dueOn, closed: false }, policy, today);
    expect([at('2026-11-21'), at(today), at('2026-12-06'), at('2026-12-07')]).toEqual([
      'overdue',
      'due-soon',
      'due-soon',
      'waiting',
    ]);
    expect(monthsLater('2026-11-30', 3)).toBe('2027-02-28');
  });
});

it('refuses a report that contradicts itself', () => {
  const nodule = {
    side: 'left',
    lobe: 'middle',
    type: 'solid',
    meanDiameterMillimetres: 7,
    followUpMonths: 3,
  } as const;
  const report: CtReport = {
    findings: '',
    conclusion: '',
    otherFindings: [],
    nodules: [nodule],
    category: 'follow-up',
  };
  expect(faultOfReport(report)?.code).toBe('roving.ct-left-has-no-middle-lobe');
  expect(faultOfReport({ ...report, nodules: [] })?.code).toBe('roving.ct-positive-without-follow-up');
  expect(faultOfReport({ ...report, nodules: [{ ...nodule, lobe: 'upper' }] })).toBeUndefined();
});

it('tells outsiders no number of one to four people, and no small rest between two numbers that it tells', () => {
  const falling = fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }).map((all) => all.toSorted((a, b) => b - a));
  fc.assert(
    fc.property(falling, (numbers) => {
      const shown = Object.values(safeFigures(Object.fromEntries(numbers.map((value, index) => [`k${index}`, value]))));
      for (const [index, value] of shown.entries()) {
        expect(value === 0 || value! >= 5).toBe(true);
        const rest = index === 0 ? 0 : shown[index - 1]! - value!;
        expect(rest === 0 || rest >= 5).toBe(true);
      }
    }),
  );
});
