// Checks a county's month stop by stop from the input's own numbers; knows nothing of the solver.

interface Span {
  fromSeconds: number;
  toSeconds: number;
}
/** The parts of the input that decide; the shapes stand here again so that the check depends on nobody. */
export interface MonthInput {
  days: number;
  locations: number;
  travel: { seconds: ArrayLike<number> };
  vehicles: readonly { id: string; depot: number; shift?: Span; daysOut?: readonly number[] }[];
  customers: readonly {
    id: string;
    location: number;
    serviceSeconds: number;
    patterns: readonly { days: readonly number[] }[];
    vehicles?: readonly { vehicle: number }[];
    sameVehicle?: boolean;
  }[];
}
export interface MonthRoute {
  day: number;
  vehicle: number;
  customers: readonly number[];
}
export interface MonthVerdict {
  visits: number;
  violations: string[];
  /** Of customers with several visits. */
  sameTeamShare: number;
  /** Visits of customers with several, outside changed weeks, on one of the customer's two commonest weekdays. */
  sameWeekdayShare: number;
  travelHours: number;
  /** Longest working day of a vehicle, return minus start of shift. */
  longestDayHours: number;
}

export function evaluateMonth(
  input: MonthInput,
  routes: readonly MonthRoute[],
  calendar: readonly { weekday: number; week: number }[],
  changedWeeks: ReadonlySet<number>,
): MonthVerdict {
  const violations: string[] = [];
  const visits = new Map<number, { day: number; vehicle: number }[]>();
  const used = new Set<string>();
  let [travel, longest] = [0, 0];
  for (const { day, vehicle, customers } of routes) {
    const car = input.vehicles[vehicle];
    if (!car || day < 0 || day >= input.days || used.has(`${day}/${vehicle}`)) {
      violations.push(`day ${day} vehicle ${vehicle} does not exist or has two routes`);
      continue;
    }
    used.add(`${day}/${vehicle}`);
    if (car.daysOut?.includes(day)) violations.push(`${car.id} is out of service on day ${day}`);
    const begin = car.shift?.fromSeconds ?? 0;
    let [at, clock] = [car.depot, begin];
    for (const index of customers) {
      const stop = input.customers[index]!;
      const leg = at === stop.location ? 0 : input.travel.seconds[at * input.locations + stop.location]!;
      travel += leg;
      clock += leg + stop.serviceSeconds;
      at = stop.location;
      visits.set(index, [...(visits.get(index) ?? []), { day, vehicle }]);
      if (stop.vehicles && !stop.vehicles.some((own) => own.vehicle === vehicle))
        violations.push(`${car.id} may not serve ${stop.id}`);
    }
    const home = at === car.depot ? 0 : input.travel.seconds[at * input.locations + car.depot]!;
    travel += home;
    clock += home;
    longest = Math.max(longest, clock - begin);
    if (clock > (car.shift?.toSeconds ?? Infinity) + 1e-6) violations.push(`${car.id} comes home late on day ${day}`);
  }
  let [several, sameTeam, regular, onWeekday] = [0, 0, 0, 0];
  input.customers.forEach((customer, index) => {
    const list = (visits.get(index) ?? []).sort((a, b) => a.day - b.day);
    const days = list.map(({ day }) => day).join();
    if (!customer.patterns.some((pattern) => pattern.days.join() === days))
      violations.push(`${customer.id} is visited on days ${days}`);
    if (list.length < 2) return;
    several++;
    const oneTeam = new Set(list.map(({ vehicle }) => vehicle)).size === 1;
    if (oneTeam) sameTeam++;
    else if (customer.sameVehicle) violations.push(`${customer.id} is visited by several teams`);
    const ordinary = list.map(({ day }) => calendar[day]!).filter(({ week }) => !changedWeeks.has(week));
    const counts = new Map<number, number>();
    for (const { weekday } of ordinary) counts.set(weekday, (counts.get(weekday) ?? 0) + 1);
    const fixed = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2);
    regular += ordinary.length;
    onWeekday += fixed.reduce((sum, [, count]) => sum + count, 0);
  });
  return {
    visits: [...visits.values()].reduce((sum, list) => sum + list.length, 0),
    violations,
    sameTeamShare: several === 0 ? 1 : sameTeam / several,
    sameWeekdayShare: regular === 0 ? 1 : onWeekday / regular,
    travelHours: travel / 3600,
    longestDayHours: longest / 3600,
  };
}
