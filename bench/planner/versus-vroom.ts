// CVRP files at equal wall time against a VROOM binary, both on one thread.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  evaluateCapacitated,
  fleetOf,
  readCapacitated,
  roundedDistance,
  type CapacitatedInstance,
} from './capacitated.ts';
import { onThread } from './run-instances.ts';

export interface CapacitatedFigure {
  instance: string;
  cost: number;
  feasible: boolean;
  seconds: number;
  vroomCost: number | null;
}

/** `-x 5` is VROOM's deepest exploration; where it ends early both had the same time to use. */
function runVroom(binary: string, instance: CapacitatedInstance, seconds: number): number | null {
  const { points, capacity } = instance;
  const input = {
    vehicles: Array.from({ length: fleetOf(instance) }, (_, id) => ({
      id,
      start_index: 0,
      end_index: 0,
      capacity: [capacity],
    })),
    jobs: points
      .slice(1)
      .map(({ demand }, index) => ({ id: index + 1, location_index: index + 1, delivery: [demand] })),
    matrices: { car: { durations: points.map((a) => points.map((b) => roundedDistance(a, b))) } },
  };
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-vroom-'));
  try {
    const file = join(folder, 'problem.json');
    writeFileSync(file, JSON.stringify(input));
    const done = spawnSync(binary, ['-t', '1', '-x', '5', '-l', String(seconds), '-i', file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: seconds * 4000 + 60_000,
    });
    const { routes, unassigned } = JSON.parse(done.stdout) as {
      routes: { steps: { type: string; id?: number }[] }[];
      unassigned: unknown[];
    };
    const stops = routes.map(({ steps }) => steps.flatMap(({ type, id }) => (type === 'job' ? [id!] : [])));
    const verdict = evaluateCapacitated(instance, stops);
    return verdict.feasible && unassigned.length === 0 ? verdict.cost : null;
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function versusVroom(
  folder: string,
  { seconds, seed, vroom, note }: { seconds: number; seed: number; vroom?: string; note(line: string): void },
): Promise<CapacitatedFigure[]> {
  const figures: CapacitatedFigure[] = [];
  for (const instance of readdirSync(folder)
    .filter((name) => name.endsWith('.vrp'))
    .sort()) {
    const file = join(folder, instance);
    const parsed = readCapacitated(readFileSync(file, 'utf8'));
    const { orders } = await onThread({ kind: 'capacitated', file, seconds, seed });
    const { cost, feasible } = evaluateCapacitated(
      parsed,
      orders.map(({ customers }) => customers.map((c) => c + 1)),
    );
    const vroomCost = vroom ? runVroom(vroom, parsed, seconds) : null;
    note(`${instance} ${cost}${feasible ? '' : ' NOT FEASIBLE'}, VROOM ${vroomCost ?? 'absent'}`);
    figures.push({ instance, cost, feasible, seconds, vroomCost });
  }
  return figures;
}

/** Mean of our cost over VROOM's; null where no instance has both. */
export function meanRatio(figures: readonly CapacitatedFigure[]): number | null {
  const ratios = figures.flatMap(({ cost, vroomCost, feasible }) => (feasible && vroomCost ? [cost / vroomCost] : []));
  return ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}
