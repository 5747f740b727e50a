// Reads TSPLIB-like .vrp files (CVRP, EUC_2D with rounded distances) and checks their solutions from the file's own numbers.
import type { Verdict } from './evaluate-cordeau.ts';

export interface CapacitatedInstance {
  capacity: number;
  /** The depot is the first. */
  points: { number: number; x: number; y: number; demand: number }[];
}

/** Throws where the file is of another kind. */
export function readCapacitated(text: string): CapacitatedInstance {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const header = (key: string) =>
    lines
      .find((line) => line.startsWith(key))
      ?.split(':')[1]
      ?.trim();
  const weights = header('EDGE_WEIGHT_TYPE');
  if (weights !== 'EUC_2D') throw new Error(`EDGE_WEIGHT_TYPE ${weights} is not read here, only EUC_2D`);
  const section = (name: string): number[][] => {
    const from = lines.findIndex((line) => line.startsWith(name));
    if (from < 0) throw new Error(`${name} is missing`);
    const rows: number[][] = [];
    for (const line of lines.slice(from + 1)) {
      if (!/^-?\d/.test(line)) break;
      rows.push(line.split(/\s+/).map(Number));
    }
    return rows;
  };
  const demands = new Map(section('DEMAND_SECTION').map(([number, demand]) => [number!, demand!]));
  const depot = section('DEPOT_SECTION')[0]![0]!;
  const points = section('NODE_COORD_SECTION').map(([number, x, y]) => ({
    number: number!,
    x: x!,
    y: y!,
    demand: demands.get(number!)!,
  }));
  points.sort((a, b) => Number(b.number === depot) - Number(a.number === depot) || a.number - b.number);
  return { capacity: Number(header('CAPACITY')), points };
}

export const roundedDistance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.floor(Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2) + 0.5);

/** As many vehicles as the load needs and a tenth, at least three, to spare. */
export function fleetOf({ capacity, points }: CapacitatedInstance): number {
  const needed = Math.ceil(points.reduce((sum, { demand }) => sum + demand, 0) / capacity);
  return needed + Math.max(3, Math.floor(needed / 10));
}

/** Routes hold indices into `points`. */
export function evaluateCapacitated(instance: CapacitatedInstance, routes: readonly (readonly number[])[]): Verdict {
  const { points, capacity } = instance;
  const faults: string[] = [];
  const seen = new Set<number>();
  let cost = 0;
  for (const route of routes) {
    let [at, load] = [0, 0];
    for (const stop of route) {
      if (stop < 1 || stop >= points.length || seen.has(stop)) faults.push(`stop ${stop} is none or served twice`);
      seen.add(stop);
      cost += roundedDistance(points[at]!, points[stop]!);
      load += points[stop]!.demand;
      at = stop;
    }
    cost += roundedDistance(points[at]!, points[0]!);
    if (load > capacity) faults.push(`a route carries ${load}`);
  }
  if (seen.size !== points.length - 1) faults.push(`${seen.size} of ${points.length - 1} customers are served`);
  return { cost, feasible: faults.length === 0, faults };
}
