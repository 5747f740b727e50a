// Bars: periodic instances at 60 s on one thread, mean gap to best known <= 1.5 % (goal 1.0 %), worst <= 4 % (goal 3 %), all
// feasible by a second evaluator; CVRP <= 0.99 x VROOM at equal wall time; the county's month <= 60 s, repair <= 5 s.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { month } from './planner/month.ts';
import { listed, periodic, summary } from './planner/periodic.ts';
import { meanRatio, versusVroom } from './planner/versus-vroom.ts';

const bars = {
  meanGap: 0.015,
  worstGap: 0.04,
  vroomRatio: 0.99,
  planSeconds: 60,
  repairSeconds: 5,
  movedShare: 0.05,
};
const goals = { meanGap: 0.01, worstGap: 0.03 };
const ownInstances = join(import.meta.dirname, '../platform/algorithms/routing/golden');
const defaultSeconds = 60;
const monthSeconds = 30;
/** Longer folders run two instances side by side where the machine has the cores. */
const patienceSeconds = 600;
const seed = 1;

export const bench: Bench = async ({
  note,
  instances: folder = ownInstances,
  seconds = defaultSeconds,
  cvrp,
  vroom,
}) => {
  const width = listed(folder).length * seconds > patienceSeconds ? Math.min(2, availableParallelism()) : 1;
  note(`periodic instances of ${folder}, ${seconds} s each on one thread, ${width} at a time`);
  const instances = await periodic({ folder, seconds, seed, width, note });
  const gaps = summary(instances);
  const capacitated = cvrp ? await versusVroom(cvrp, { seconds, seed, vroom, note }) : [];
  const vroomRatio = meanRatio(capacitated);
  const county = month(monthSeconds, seed, note);
  const met = {
    meanGap: gaps.meanGap <= bars.meanGap,
    worstGap: gaps.worstGap <= bars.worstGap,
    vroom: vroomRatio === null || vroomRatio <= bars.vroomRatio,
    capacitatedFeasible: capacitated.every(({ feasible }) => feasible),
    month: county.planSeconds <= bars.planSeconds && county.violations === 0,
    consistency: county.sameTeamShare === 1 && county.sameWeekdayShare === 1,
    repair: county.repairs.every(
      (one) => one.seconds <= bars.repairSeconds && one.movedShare <= bars.movedShare && one.violations === 0,
    ),
  };
  return {
    ok: Object.values(met).every(Boolean),
    figures: {
      secondsPerInstance: seconds,
      sideBySide: width,
      instances,
      meanGap: round(gaps.meanGap),
      worstGap: round(gaps.worstGap),
      feasible: gaps.feasible,
      goalMet: gaps.meanGap <= goals.meanGap && gaps.worstGap <= goals.worstGap,
      capacitated,
      month: county,
      met,
      ...Object.fromEntries(Object.entries(bars).map(([name, bar]) => [`bar_${name}`, bar])),
    },
    peers: { vroomCostRatio: vroomRatio === null ? null : round(vroomRatio) },
    engine: 'SISR-P',
  };
};

/** Infinity does not survive JSON. */
const round = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null);
