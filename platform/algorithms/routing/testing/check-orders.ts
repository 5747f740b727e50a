// A second, plain check of route orders against a problem, written apart from the solver: every fault as a sentence.
import type { RouteOrder } from '../plan.ts';
import type { RoutingProblem } from '../problem.ts';

const grace = 1e-6;

/** Faults of one route; the clock is walked stop by stop. */
export function routeFaults(problem: RoutingProblem, { day, vehicle, customers }: RouteOrder): string[] {
  if (customers.length === 0) return [];
  const car = problem.vehicles[vehicle]!;
  const { seconds } = problem.travelOn?.find((other) => other.day === day)?.travel ?? problem.travel;
  const shift = car.shiftOn?.find((other) => other.day === day) ?? car.shift;
  const away = car.away?.find((other) => other.day === day);
  const faults: string[] = [];
  let [place, clock, work, load] = [car.depot, shift?.fromSeconds ?? 0, 0, 0];
  const reach = (to: number, open: number, service: number): number => {
    const leg = place === to ? 0 : seconds[place * problem.locations + to]!;
    work += leg;
    place = to;
    let left = leg;
    // Driven in pieces around the absence: before it, then after it.
    if (away && clock < away.toSeconds && clock + left > away.fromSeconds) {
      left -= Math.max(0, away.fromSeconds - clock);
      clock = away.toSeconds;
    }
    const ready = Math.max(clock + left, open);
    const meets = away && ready < away.toSeconds && ready + service > away.fromSeconds;
    return meets ? Math.max(away.toSeconds, open) : ready;
  };
  for (const index of customers) {
    const customer = problem.customers[index]!;
    const window = customer.windowOn?.find((other) => other.day === day) ?? customer.window;
    const start = reach(customer.location, window?.fromSeconds ?? 0, customer.serviceSeconds);
    if (window && start > window.toSeconds + grace) faults.push(`late at ${index}`);
    if (customer.daysBlocked?.includes(day)) faults.push(`${index} is blocked`);
    if (customer.vehicles && !customer.vehicles.some((own) => own.vehicle === vehicle))
      faults.push(`${index} not by it`);
    clock = start + customer.serviceSeconds;
    work += customer.serviceSeconds;
    load += customer.demand ?? 0;
  }
  const home = reach(car.depot, 0, 0);
  if (!Number.isFinite(home)) faults.push('no road');
  if (shift && home > shift.toSeconds + grace) faults.push('home late');
  if (car.daysOut?.includes(day)) faults.push('out of service');
  if (car.maxWorkSeconds !== undefined && work > car.maxWorkSeconds + grace) faults.push('works too long');
  if (car.maxStops !== undefined && customers.length > car.maxStops) faults.push('too many stops');
  if (car.capacity !== undefined && load > car.capacity + grace) faults.push('overloaded');
  return faults;
}

/** Faults of a whole plan; customers in `unassigned` must have no visits at all. */
export function planFaults(
  problem: RoutingProblem,
  orders: readonly RouteOrder[],
  unassigned: readonly number[] = [],
): string[] {
  const faults = orders.flatMap((order) => routeFaults(problem, order));
  if (new Set(orders.map(({ day, vehicle }) => `${day}/${vehicle}`)).size < orders.length) faults.push('two routes');
  problem.customers.forEach((customer, index) => {
    const visits = orders.filter(({ customers }) => customers.includes(index)).sort((a, b) => a.day - b.day);
    const days = visits.map(({ day }) => day).join();
    if (unassigned.includes(index)) {
      if (days !== '') faults.push(`${index} is served though unassigned`);
      return;
    }
    if (!customer.patterns.some((pattern) => pattern.days.join() === days)) faults.push(`${index} on days ${days}`);
    if (customer.sameVehicle && new Set(visits.map(({ vehicle }) => vehicle)).size > 1) faults.push(`${index} changes`);
    for (const pin of customer.pinned ?? []) {
      const held = visits.find(({ day }) => day === pin.day);
      if (!held || (pin.vehicle !== undefined && held.vehicle !== pin.vehicle)) faults.push(`${index} is not held`);
    }
  });
  return faults;
}
