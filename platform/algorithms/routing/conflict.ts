// Why a month is impossible: a set of named rules that can't hold together, while any of them dropped lets the others hold.
import { exactFeasibility, groups, vehiclesOf } from './conflict-exact.ts';
import type { SolveOptions } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import { ruleKey, rulesOf, withRules, type Rule } from './rules.ts';
import { solve } from './solve.ts';

export interface ConflictOptions extends Pick<SolveOptions, 'seed' | 'now' | 'shouldStop'> {
  /** Search steps before a set of rules that isn't settled exactly counts as impossible; absent = 3,000. */
  iterations?: number;
  /** States that the exact check may look at for one set of rules; absent = 3,000. */
  exactStates?: number;
}

export interface Conflict {
  rules: Rule[];
  /** True when the impossibility was settled exactly; false when a search found no plan, which is strong evidence only. */
  proved: boolean;
  /** Those of `rules` that alone make the whole horizon possible when dropped; fewer when there are several conflicts. */
  cures: Rule[];
}

const defaultIterations = 3000;

type Verdict = 'possible' | 'impossible' | 'unknown';

/**
 * Undefined when a plan was found. Each answer "possible" stands on a plan, so dropping any one of `rules` surely lets
 * the others hold; only that they can't all hold may rest on a search (`proved`).
 */
export function findConflict(problem: RoutingProblem, options: ConflictOptions): Conflict | undefined {
  const all = rulesOf(problem);
  const judge = judging(problem, options);
  const verdict = judge(all);
  if (verdict === 'possible') return undefined;
  // Rules that people change least gladly are tried for dropping first: what stays is what they can decide about.
  const near = narrowed(problem, all, options).find((set) => judge(set) !== 'possible') ?? all;
  const ordered = near.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const rules = quickXplain([], false, ordered, (set) => judge(set) !== 'possible');
  const cures = rules.filter((rule) => judge(all.filter((other) => ruleKey(other) !== ruleKey(rule))) === 'possible');
  return { rules, proved: judge(rules) === 'impossible', cures };
}

/** Smaller sets in which the conflict probably lies: one customer without a place, then all that share its vehicles. */
function narrowed(problem: RoutingProblem, all: readonly Rule[], options: ConflictOptions): Rule[][] {
  const { seed, now, shouldStop, iterations = defaultIterations } = options;
  const { plan } = solve(problem, { seed, now, iterations, shouldStop, untilComplete: true });
  const involved = (customers: ReadonlySet<number>) => {
    const vehicles = new Set([...customers].flatMap((customer) => vehiclesOf(problem, customer)));
    return all.filter(
      ({ customer, vehicle }) =>
        (customer === undefined || customers.has(customer)) && (vehicle === undefined || vehicles.has(vehicle)),
    );
  };
  return plan.unassigned.slice(0, 3).flatMap((customer) => {
    const group = groups(problem).find((members) => members.includes(customer)) ?? [];
    return [involved(new Set([customer])), involved(new Set(group))];
  });
}

const order: Rule['kind'][] = [
  'visits',
  'same-vehicle',
  'eligibility',
  'road',
  'capacity',
  'shift',
  'work',
  'stops',
  'window',
  'blocked-day',
  'pinned',
  'away',
  'vehicle-out',
];

/** Junker 2004: a minimal impossible subset of `candidates` on top of `background`, with few checks when it is small. */
function quickXplain(
  background: readonly Rule[],
  grown: boolean,
  candidates: readonly Rule[],
  impossible: (rules: readonly Rule[]) => boolean,
): Rule[] {
  if (grown && impossible(background)) return [];
  if (candidates.length === 1) return [...candidates];
  const middle = candidates.length >> 1;
  const [first, second] = [candidates.slice(0, middle), candidates.slice(middle)];
  const fromSecond = quickXplain([...background, ...first], first.length > 0, second, impossible);
  const fromFirst = quickXplain([...background, ...fromSecond], fromSecond.length > 0, first, impossible);
  return [...fromFirst, ...fromSecond];
}

/** Verdicts are remembered by set. */
function judging(problem: RoutingProblem, options: ConflictOptions): (rules: readonly Rule[]) => Verdict {
  const { seed, now, shouldStop, iterations = defaultIterations, exactStates = 3_000 } = options;
  const known = new Map<string, Verdict>();
  return (rules) => {
    const key = rules.map(ruleKey).sort().join();
    const found = known.get(key);
    if (found) return found;
    const reduced = servedOnly(withRules(problem, rules));
    let verdict: Verdict = exactFeasibility(reduced, Math.min(300, exactStates));
    if (verdict === 'unknown') {
      const { complete } = solve(reduced, { seed, now, iterations, shouldStop, untilComplete: true });
      verdict = complete ? 'possible' : exactFeasibility(reduced, exactStates);
    }
    known.set(key, verdict);
    return verdict;
  };
}

/** Customers without visits make a problem larger for nothing. */
function servedOnly(problem: RoutingProblem): RoutingProblem {
  const customers = problem.customers.filter(({ patterns }) => !patterns.some(({ days }) => days.length === 0));
  return { ...problem, customers };
}
