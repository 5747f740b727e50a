// Names the rules of a month that can't hold together, in the county's words, each with the page where it is changed.
import type { Conflict } from '#platform/algorithms/routing/conflict.ts';
import type { SolveResult } from '#platform/algorithms/routing/plan.ts';
import type { Rule } from '#platform/algorithms/routing/rules.ts';
import type { ConflictRule } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { partAround } from '../../rules/conflict-part.ts';
import { monthlyVehicles, type MonthProblem } from '../../rules/month-problem.ts';
import type { ConflictInput } from '../conflict-worker.ts';
import type { Parts } from '../parts.ts';
import type { GatheredMonth } from './gather-month.ts';

const worker = new URL('../conflict-worker.ts', import.meta.url);
/** Steps of one check, and milliseconds for all of them: a planner waits for the answer. */
const iterations = 1_000;
const longest = 90_000;

export async function explainConflict(
  { kernel }: Parts,
  month: GatheredMonth,
  task: MonthProblem,
  { plan }: SolveResult,
  seed: number,
): Promise<ConflictRule[]> {
  const [unplaced] = plan.unassigned;
  if (unplaced === undefined) return [];
  const part = partAround(task.problem, unplaced);
  const conflict = await kernel.workers
    .run<ConflictInput, Conflict | undefined>(
      worker,
      { problem: part.problem, seed, iterations },
      { signal: AbortSignal.timeout(longest) },
    )
    .catch((error: unknown) => {
      kernel.log.warn({ err: error }, 'a conflict was not narrowed down in time');
      return undefined;
    });
  // Without an answer those villages are told that found no place: true, though less helpful.
  const rules: Rule[] =
    conflict?.rules.map((rule) => ({
      ...rule,
      ...(rule.customer !== undefined && { customer: part.customers[rule.customer]! }),
    })) ?? plan.unassigned.map((customer) => ({ kind: 'visits' as const, customer }));
  return [...calendarRule(month, task, rules), ...rules.map((rule) => inWords(month, task, rule))];
}

/** Where a village has no pattern at all, it is the calendar and the gaps that leave none. */
function calendarRule({ facts }: GatheredMonth, task: MonthProblem, rules: readonly Rule[]): ConflictRule[] {
  const without = rules.some(
    ({ customer }) => customer !== undefined && task.problem.customers[customer]!.patterns.length === 0,
  );
  if (!without) return [];
  const { fewest, most } = facts.policy.gapDays;
  return [{ kind: 'calendar', parameters: { days: task.days.length, fewest, most }, link: '/roving/basis' }];
}

const links: Record<Rule['kind'], string> = {
  visits: '/roving/basis',
  eligibility: '/roving/basis',
  window: '/roving/basis',
  'same-vehicle': '/roving/basis',
  'blocked-day': '/roving/basis',
  pinned: '/roving',
  capacity: '/roving/basis',
  shift: '/roving/basis',
  work: '/roving/basis',
  stops: '/roving/basis',
  'vehicle-out': '/roving/basis',
  away: '/roving',
  road: '/roving',
};

function inWords({ facts }: GatheredMonth, task: MonthProblem, { kind, customer, vehicle, day }: Rule): ConflictRule {
  const asked = customer === undefined ? undefined : task.customers[customer];
  const village = facts.stops.find((stop) => stop.villageId === asked?.villageId);
  const car = vehicle === undefined ? undefined : monthlyVehicles(facts)[vehicle];
  const link = links[kind];
  return {
    kind,
    parameters: {
      village: village ? `${village.townshipName}${village.villageName}` : '',
      service: asked?.service ?? '',
      count: asked ? facts.policy.visitsPerMonth[asked.service] : 0,
      vehicle: car?.name ?? '',
      from: car ? clockText(car.shift.fromMinute) : '',
      to: car ? clockText(car.shift.toMinute) : '',
      day: day === undefined ? '' : (task.days[day] ?? ''),
    },
    link: link.startsWith('/roving') ? `${link}?month=${facts.month}` : link,
  };
}
