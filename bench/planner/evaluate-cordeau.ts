// Checks a solution of a Cordeau instance from the file's own numbers; knows nothing of the solver.
import type { CordeauInstance } from './cordeau.ts';

export interface NumberedRoute {
  /** 0 = first. */
  day: number;
  /** 0 = first. */
  vehicle: number;
  /** Customers' numbers as in the file. */
  customers: readonly number[];
}

export interface Verdict {
  cost: number;
  feasible: boolean;
  faults: string[];
}

/** Costs are plain distances, limits are kept to this much. */
const grace = 1e-5;

export function evaluateCordeau(instance: CordeauInstance, routes: readonly NumberedRoute[]): Verdict {
  const faults: string[] = [];
  const known = new Map(instance.customers.map((customer) => [customer.number, customer]));
  const served = new Map<number, number[]>(instance.customers.map(({ number }) => [number, []]));
  const used = new Set<string>();
  let cost = 0;
  for (const { day, vehicle, customers } of routes) {
    if (customers.length === 0) continue;
    const name = `day ${day + 1} vehicle ${vehicle + 1}`;
    if (day < 0 || day >= instance.days || vehicle < 0 || vehicle >= instance.vehiclesPerDay)
      faults.push(`${name} does not exist`);
    if (used.has(name)) faults.push(`${name} has two routes`);
    used.add(name);
    let [x, y, load, duration] = [instance.depot.x, instance.depot.y, 0, 0];
    let clock = instance.depot.from ?? 0;
    for (const number of customers) {
      const customer = known.get(number);
      if (!customer) {
        faults.push(`${name} visits ${number}, which does not exist`);
        continue;
      }
      served.get(number)!.push(day);
      const leg = Math.sqrt((customer.x - x) ** 2 + (customer.y - y) ** 2);
      cost += leg;
      duration += leg + customer.service;
      load += customer.demand;
      clock = Math.max(clock + leg, customer.window?.from ?? 0);
      if (clock > (customer.window?.to ?? Infinity) + grace) faults.push(`${name} comes late to ${number}`);
      clock += customer.service;
      [x, y] = [customer.x, customer.y];
    }
    const home = Math.sqrt((instance.depot.x - x) ** 2 + (instance.depot.y - y) ** 2);
    cost += home;
    duration += home;
    if (clock + home > (instance.depot.to ?? Infinity) + grace) faults.push(`${name} comes home late`);
    if (load > (instance.capacity[day] ?? Infinity) + grace) faults.push(`${name} carries ${load}`);
    if (duration > (instance.maxDuration[day] ?? Infinity) + grace) faults.push(`${name} takes ${duration}`);
  }
  for (const customer of instance.customers) {
    const days = served.get(customer.number)!.sort((a, b) => a - b);
    const fits = customer.combinations.some((wanted) => wanted.join() === days.join());
    if (!fits) faults.push(`customer ${customer.number} is visited on days ${days.map((day) => day + 1).join()}`);
  }
  return { cost, feasible: faults.length === 0, faults };
}
