// Vaccines of a child: the schedule of its birth, every dose once, and never nearer than allowed.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shipped } from '../server/test-library.ts';
import { proveSchedule } from './proof/prove-schedule.ts';
import { planVaccines, reaches, scheduleFor, type GivenDose } from './vaccine-schedule.ts';

const schedules = shipped.schedules.map(({ content }) => content);
const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

it('takes the version of the day of birth', () => {
  expect(
    ['2020-12-31', '2021-01-01', '2024-12-31', '2025-01-01'].map((on) => scheduleFor(schedules, on)?.version),
  ).toEqual([undefined, '2021.1', '2021.1', '2025.1']);
});

it('reaches an age on the last day of a shorter month', () => {
  expect([
    reaches('2024-01-31', { months: 1 }),
    reaches('2023-11-30', { months: 3 }),
    reaches('2024-02-29', { months: 12 }),
  ]).toEqual(['2024-02-29', '2024-02-29', '2025-02-28']);
});

it.each(schedules.map((schedule) => [schedule.version, schedule] as const))(
  '%s: whoever comes on the earliest day each time ends with every dose counted once',
  (_version, schedule) => {
    const given: GivenDose[] = [];
    const child = { bornOn: '2025-02-28', sex: 'female' as const, given };
    for (let visit = 0; visit < 60; visit += 1) {
      const open = planVaccines(schedule, child, '2045-01-01').filter(({ next }) => next);
      for (const { series, next } of open) given.push({ series, on: next!.earliestOn });
      if (open.length === 0) break;
    }
    const plans = planVaccines(schedule, child, '2045-01-01');
    for (const plan of plans) {
      const doses = schedule.series.find(({ code }) => code === plan.series)!.doses;
      // Series that end at an age are too late to begin in 2045.
      if (plan.state !== 'too-old') expect([plan.counted.length, plan.refused]).toEqual([doses.length, []]);
    }
    expect(plans.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(7);
  },
);

it('whatever was given when, no dose counts that is too young or too soon, and none is lost', () => {
  const schedule = schedules.find(({ version }) => version === '2025.1')!;
  const dose = fc.record({ series: fc.constantFrom('HepB', 'DTaP', 'Polio', 'MPSV-A', 'JE-L'), on: day });
  fc.assert(
    fc.property(fc.array(dose, { maxLength: 12 }), day, (given, on) => {
      for (const plan of planVaccines(schedule, { bornOn: '2025-01-01', given }, on)) {
        const own = given.filter((one) => one.series === plan.series && one.on <= on);
        expect(plan.counted.length + plan.refused.length).toBe(own.length);
        const { doses } = schedule.series.find(({ code }) => code === plan.series)!;
        plan.counted.forEach((at, index) => {
          const { earliestAt, leastDays = 0, leastMonths = 0 } = doses[index]!;
          expect(at >= reaches('2025-01-01', earliestAt)).toBe(true);
          const before = plan.counted[index - 1];
          if (before === undefined) return;
          expect(Date.parse(at) - Date.parse(before)).toBeGreaterThanOrEqual(leastDays * 86_400_000);
          expect(at >= reaches(before, { months: leastMonths })).toBe(true);
        });
        if (plan.next) expect(plan.next.recommendedOn >= plan.next.earliestOn).toBe(true);
      }
    }),
  );
});

it.each([
  ['no interval', 'gap', { leastDays: undefined, leastMonths: undefined }],
  ['an interval longer than the ages allow', 'overlap', { leastDays: 400 }],
  ['an age before the earliest', 'overlap', { earliestAt: { months: 200 } }],
  ['doses out of order', 'bad-shape', { number: 5 }],
] as const)('refuses %s', (_name, kind, change) => {
  const { content, vectors } = shipped.schedules[0]!;
  const planted = {
    ...content,
    series: content.series.map((series) =>
      series.code === 'HepB'
        ? { ...series, doses: series.doses.map((one, index) => (index === 1 ? { ...one, ...change } : one)) }
        : series,
    ),
  };
  expect(proveSchedule(planted, vectors, []).map((fault) => fault.kind)).toContain(kind);
});
