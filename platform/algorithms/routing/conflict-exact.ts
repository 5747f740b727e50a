// Settles small feasibility questions exactly: every pattern and vehicle tried, customer by customer, routes by dynamic programming.
import { travelOf, visitRules } from './schedule.ts';
import type { RoutingProblem } from './problem.ts';
import { startOf } from './search/times.ts';

/** Routes longer than this are not settled (2^12 sets of stops). */
const longestRoute = 12;

/**
 * Independent groups of customers (no vehicle in common) are settled apart. `unknown` after `mostStates` assignments.
 * Pruning rests on subsets of a possible route being possible, which travel times with the triangle inequality grant;
 * without it the answer `impossible` is not given.
 */
export function exactFeasibility(problem: RoutingProblem, mostStates: number): 'possible' | 'impossible' | 'unknown' {
  // Each alone first: most impossible horizons are impossible for one customer already.
  const apart = groups(problem);
  const alone = apart.map((members) => eachAlone(problem, members, mostStates));
  const verdicts = alone.includes('impossible') ? alone : apart.map((members) => settle(problem, members, mostStates));
  if (verdicts.includes('impossible')) return keepsTriangles(problem) ? 'impossible' : 'unknown';
  return verdicts.includes('unknown') ? 'unknown' : 'possible';
}

type Verdict = 'possible' | 'impossible' | 'unknown';

export function vehiclesOf(problem: RoutingProblem, customer: number): number[] {
  return problem.customers[customer]!.vehicles?.map(({ vehicle }) => vehicle) ?? [...problem.vehicles.keys()];
}

/** Customers that share a vehicle, directly or through others. */
export function groups(problem: RoutingProblem): number[][] {
  const parent = problem.vehicles.map((_, index) => index);
  const root = (at: number): number => (parent[at] === at ? at : (parent[at] = root(parent[at]!)));
  problem.customers.forEach((_, customer) => {
    const [first, ...rest] = vehiclesOf(problem, customer);
    if (first !== undefined) for (const other of rest) parent[root(other)] = root(first);
  });
  const byRoot = new Map<number, number[]>();
  problem.customers.forEach((_, customer) => {
    const [first] = vehiclesOf(problem, customer);
    const key = first === undefined ? -1 : root(first);
    byRoot.set(key, [...(byRoot.get(key) ?? []), customer]);
  });
  return [...byRoot.values()];
}

interface Option {
  day: number;
  vehicle: number;
}

/** Every choice of pattern and vehicles that breaks no rule of the customer alone. */
function* optionsOf(problem: RoutingProblem, customer: number): Generator<Option[]> {
  const one = problem.customers[customer]!;
  const vehicles = vehiclesOf(problem, customer);
  for (const { days } of one.patterns) {
    if (days.some((day) => one.daysBlocked?.includes(day))) continue;
    if (one.pinned?.some((pin) => !days.includes(pin.day))) continue;
    const fits = (day: number) =>
      vehicles.filter((vehicle) => visitRules(problem, customer, day, vehicle).length === 0);
    if (one.sameVehicle) {
      for (const vehicle of vehicles)
        if (days.every((day) => visitRules(problem, customer, day, vehicle).length === 0))
          yield days.map((day) => ({ day, vehicle }));
    } else yield* product(days.map((day) => fits(day).map((vehicle) => ({ day, vehicle }))));
  }
}

function* product(choices: readonly Option[][], from = 0): Generator<Option[]> {
  if (from === choices.length) yield [];
  else for (const choice of choices[from]!) for (const rest of product(choices, from + 1)) yield [choice, ...rest];
}

/** `impossible` when some customer has no place even with all vehicles to itself; its visits lie on different days. */
function eachAlone(problem: RoutingProblem, members: readonly number[], mostStates: number): Verdict {
  for (const customer of members) {
    let states = 0;
    let fits = false;
    for (const option of optionsOf(problem, customer)) {
      if (++states > mostStates) return 'unknown';
      fits = option.every(({ day, vehicle }) => routeFeasibility(problem, day, vehicle, [customer]) === 'possible');
      if (fits) break;
    }
    if (!fits) return 'impossible';
  }
  return 'possible';
}

function settle(problem: RoutingProblem, members: readonly number[], mostStates: number): Verdict {
  const routes = new Map<string, number[]>();
  const known = new Map<string, Verdict>();
  let states = 0;
  let unsure = false;
  const check = (day: number, vehicle: number): boolean => {
    const stops = routes.get(`${day}/${vehicle}`)!;
    const key = `${day}/${vehicle}/${[...stops].sort((a, b) => a - b).join()}`;
    const verdict = known.get(key) ?? routeFeasibility(problem, day, vehicle, stops);
    known.set(key, verdict);
    if (verdict === 'unknown') unsure = true;
    return verdict === 'possible';
  };
  // Those with the fewest patterns and vehicles first.
  const choices = (customer: number) =>
    problem.customers[customer]!.patterns.length * vehiclesOf(problem, customer).length;
  const sequence = [...members].sort((a, b) => choices(a) - choices(b));
  const place = (at: number): boolean => {
    if (at === sequence.length) return true;
    for (const option of optionsOf(problem, sequence[at]!)) {
      if (++states > mostStates) {
        unsure = true;
        return false;
      }
      for (const { day, vehicle } of option) {
        const key = `${day}/${vehicle}`;
        routes.set(key, [...(routes.get(key) ?? []), sequence[at]!]);
      }
      if (option.every(({ day, vehicle }) => check(day, vehicle)) && place(at + 1)) return true;
      for (const { day, vehicle } of option) routes.get(`${day}/${vehicle}`)!.pop();
      if (states > mostStates) return false;
    }
    return false;
  };
  if (place(0)) return 'possible';
  return unsure ? 'unknown' : 'impossible';
}

/** Whether some order of these stops keeps every limit: earliest return over sets of stops, and least travel beside it. */
function routeFeasibility(problem: RoutingProblem, day: number, vehicle: number, stops: readonly number[]): Verdict {
  const one = problem.vehicles[vehicle]!;
  if (stops.length === 0) return 'possible';
  if (one.daysOut?.includes(day)) return 'impossible';
  if (stops.length > (one.maxStops ?? Infinity)) return 'impossible';
  const load = stops.reduce((sum, customer) => sum + (problem.customers[customer]!.demand ?? 0), 0);
  if (load > (one.capacity ?? Infinity) + 1e-6) return 'impossible';
  if (stops.length > longestRoute) return 'unknown';
  const travel = travelOf(problem, day);
  const shift = one.shiftOn?.find((other) => other.day === day) ?? one.shift;
  const away = one.away?.find((span) => span.day === day);
  const [awayFrom, awayTo] = [away?.fromSeconds ?? Infinity, away?.toSeconds ?? -Infinity];
  const seconds = (from: number, to: number) => (from === to ? 0 : travel.seconds[from * problem.locations + to]!);
  const maxWork = one.maxWorkSeconds ?? Infinity;
  const service = stops.reduce((sum, customer) => sum + problem.customers[customer]!.serviceSeconds, 0);
  // Labels (clock, driven) of each set of served stops and last stop, without dominated ones.
  const full = (1 << stops.length) - 1;
  const labels = new Map<number, [clock: number, driven: number][]>();
  const add = (key: number, clock: number, driven: number) => {
    const list = labels.get(key) ?? [];
    if (list.some(([c, d]) => c <= clock && d <= driven)) return;
    labels.set(key, [...list.filter(([c, d]) => c < clock || d < driven), [clock, driven]]);
  };
  const extend = (served: number, at: number, clock: number, driven: number) => {
    stops.forEach((customer, index) => {
      if (served & (1 << index)) return;
      const next = problem.customers[customer]!;
      const window = next.windowOn?.find((other) => other.day === day) ?? next.window;
      const leg = seconds(at, next.location);
      const start = startOf(clock, leg, window?.fromSeconds ?? 0, next.serviceSeconds, awayFrom, awayTo);
      if (!Number.isFinite(start) || start > (window?.toSeconds ?? Infinity) + 1e-6) return;
      add((served | (1 << index)) * stops.length + index, start + next.serviceSeconds, driven + leg);
    });
  };
  extend(0, one.depot, shift?.fromSeconds ?? 0, 0);
  for (let served = 1; served < full; served++)
    for (let last = 0; last < stops.length; last++)
      for (const [clock, driven] of labels.get(served * stops.length + last) ?? [])
        extend(served, problem.customers[stops[last]!]!.location, clock, driven);
  for (let last = 0; last < stops.length; last++)
    for (const [clock, driven] of labels.get(full * stops.length + last) ?? []) {
      const leg = seconds(problem.customers[stops[last]!]!.location, one.depot);
      const back = startOf(clock, leg, 0, 0, awayFrom, awayTo);
      const inTime = back <= (shift?.toSeconds ?? Infinity) + 1e-6;
      if (Number.isFinite(back) && inTime && driven + leg + service <= maxWork + 1e-6) return 'possible';
    }
  return 'impossible';
}

const checked = new WeakMap<ArrayLike<number>, boolean>();

/** The way over a third place is never shorter, on each day's matrix (checked once per matrix). */
function keepsTriangles(problem: RoutingProblem): boolean {
  const n = problem.locations;
  return [problem.travel, ...(problem.travelOn ?? []).map(({ travel }) => travel)].every(({ seconds }) => {
    const known = checked.get(seconds);
    if (known !== undefined) return known;
    let keeps = true;
    for (let a = 0; a < n && keeps; a++)
      for (let b = 0; b < n && keeps; b++)
        for (let c = 0; c < n; c++)
          if (seconds[a * n + c]! + seconds[c * n + b]! < seconds[a * n + b]! - 1e-3) {
            keeps = false;
            break;
          }
    checked.set(seconds, keeps);
    return keeps;
  });
}
