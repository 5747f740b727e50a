// Proves a vaccination schedule: codes once, doses in order, ages that keep the least intervals, and every worked example.
import type { ScheduleVector } from '../../contract.ts';
import type { Review } from '../content.ts';
import { planVaccines, reaches, type VaccineSchedule, type VaccineSeries } from '../vaccine-schedule.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { doubles } from './prove-references.ts';
import { proveStatus } from './prove-status.ts';

export function proveSchedule(
  schedule: VaccineSchedule,
  vectors: readonly ScheduleVector[],
  reviews: readonly Review[],
): ContentFault[] {
  const faults = [
    ...doubles(
      'series',
      schedule.series.map(({ code }) => code),
    ),
    ...schedule.series.flatMap(proveSeries),
    ...proveStatus(schedule, reviews),
  ];
  if (vectors.length < 2) faults.push(contentFault('no-vectors', 'vectors', `${vectors.length} of at least 2`));
  for (const { name, child, on, expect } of vectors) {
    const plans = planVaccines(schedule, child, on);
    for (const [series, wanted] of Object.entries(expect)) {
      const plan = plans.find((one) => one.series === series);
      const found = plan && {
        state: plan.state,
        counted: plan.counted.length,
        ...(plan.next && {
          number: plan.next.number,
          earliestOn: plan.next.earliestOn,
          recommendedOn: plan.next.recommendedOn,
        }),
      };
      for (const [key, value] of Object.entries(wanted))
        if (found?.[key as keyof typeof found] !== value)
          faults.push(
            contentFault(
              'vector-fails',
              `${name}: ${series}`,
              `expected ${key} ${value}, found ${JSON.stringify(found)}`,
            ),
          );
    }
  }
  return faults;
}

function proveSeries({ code, doses, untilAt }: VaccineSeries): ContentFault[] {
  const faults: ContentFault[] = [];
  // Any day will do: what counts is the distance.
  const born = '2024-01-15';
  doses.forEach((dose, index) => {
    const at = `${code}.${dose.number}`;
    const before = doses[index - 1];
    if (dose.number !== index + 1) faults.push(contentFault('bad-shape', at, `stands at place ${index + 1}`));
    if (dose.earliestAt.months > dose.recommendedAt.months)
      faults.push(contentFault('overlap', at, 'wanted before it is allowed'));
    if (untilAt && dose.recommendedAt.months >= untilAt.months)
      faults.push(contentFault('outside-range', at, 'wanted after the series has ended'));
    if (!before) return;
    if (dose.leastDays === undefined && dose.leastMonths === undefined)
      faults.push(contentFault('gap', at, 'no least interval'));
    const [from, to] = [reaches(born, before.recommendedAt), reaches(born, dose.recommendedAt)];
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (days < (dose.leastDays ?? 0) || to < reaches(from, { months: dose.leastMonths ?? 0 }))
      faults.push(contentFault('overlap', at, `wanted ${days} days after the dose before it`));
  });
  return faults;
}
