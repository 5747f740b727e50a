// Periodic instances of a folder against their best-known values.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCordeau } from './cordeau.ts';
import { evaluateCordeau } from './evaluate-cordeau.ts';
import { onThread, sideBySide } from './run-instances.ts';

export interface InstanceFigure {
  instance: string;
  cost: number | null;
  /** Fraction above the best known value; below 0 where the stored value is beaten; null without a plan. */
  gap: number | null;
  feasible: boolean;
}

export interface PeriodicOptions {
  folder: string;
  seconds: number;
  seed: number;
  /** Instances that run at the same time, one thread each. */
  width: number;
  note(line: string): void;
}

/** The instances that `bks.csv` (columns instance, best_known_as_stored) names and the folder holds. */
export function listed(folder: string): { instance: string; best: number }[] {
  const table = join(folder, 'bks.csv');
  if (!existsSync(table)) throw new Error(`${table} is missing: it must list instance,best_known_as_stored`);
  return readFileSync(table, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter(([instance]) => instance && existsSync(join(folder, instance)))
    .map(([instance, best]) => ({ instance: instance!, best: Number(best) }));
}

export async function periodic({ folder, seconds, seed, width, note }: PeriodicOptions): Promise<InstanceFigure[]> {
  return sideBySide(listed(folder), width, async ({ instance, best }): Promise<InstanceFigure> => {
    const file = join(folder, instance);
    const { orders } = await onThread({ kind: 'cordeau', file, seconds, seed });
    const parsed = readCordeau(readFileSync(file, 'utf8'));
    const routes = orders.map((order) => ({
      ...order,
      customers: order.customers.map((index) => parsed.customers[index]!.number),
    }));
    const { cost, feasible, faults } = evaluateCordeau(parsed, routes);
    const gap = cost / best - 1;
    note(
      `${instance} ${cost.toFixed(2)} gap ${(gap * 100).toFixed(2)} %${feasible ? '' : ` NOT FEASIBLE: ${faults[0]}`}`,
    );
    const digits = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;
    return { instance, cost: digits(cost, 4), gap: digits(gap, 6), feasible };
  });
}

/** Negative gaps count as 0 in the mean: the stored values are old. An infeasible instance makes both infinite. */
export function summary(instances: readonly InstanceFigure[]): { meanGap: number; worstGap: number; feasible: number } {
  const gaps = instances.map(({ gap, feasible }) => (feasible && gap !== null ? gap : Infinity));
  return {
    meanGap: gaps.reduce((sum, gap) => sum + Math.max(0, gap), 0) / Math.max(1, gaps.length),
    worstGap: Math.max(...gaps),
    feasible: instances.filter(({ feasible }) => feasible).length,
  };
}
