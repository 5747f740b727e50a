// The search: ruin, recreate, accept by simulated annealing, with prices of limits that learn how tight the fleet is.
import { unreachable, type Model } from './model.ts';
import { Random } from './random.ts';
import type { RouteOrder } from '../plan.ts';
import { localSearch } from './local-search.ts';
import { ordersOf } from './orders.ts';
import { Recreate } from './recreate.ts';
import { Ruin, Torn, type RuinSizes } from './ruin.ts';
import { State, type Prices } from './state.ts';

export interface Tuning extends RuinSizes {
  /** Share of ruins that stay on one day. */
  oneDay: number;
  /** Chance that a pattern is passed over when a customer comes back. */
  patternBlink: number;
  /** First and last temperature, in mean legs of the first complete plan. */
  hot: number;
  cold: number;
}

export const tuning: Tuning = {
  removed: 10,
  longest: 10,
  split: 0.5,
  oneDay: 0.4,
  patternBlink: 0.05,
  hot: 1,
  cold: 0.01,
};

export class Annealing {
  readonly state: State;
  readonly best: State;
  bestCost = Number.POSITIVE_INFINITY;
  /** Customers without a place in the best plan. */
  bestUnassigned = Number.POSITIVE_INFINITY;
  iterations = 0;
  accepted = 0;
  readonly prices: Prices;
  readonly random: Random;
  private readonly model: Model;
  private readonly ruin: Ruin;
  private readonly recreate: Recreate;
  private readonly torn: Torn;
  private readonly tune: Tuning;
  private cost = 0;
  private meanLeg = 1;
  /** Mean cost between any two nodes. */
  private scale = 1;
  private meanLength = 1;
  private soundSteps = 0;
  private heat = 1;

  constructor(model: Model, seed: number, tune: Tuning = tuning) {
    this.model = model;
    this.tune = tune;
    this.random = new Random(seed);
    this.state = new State(model);
    this.best = new State(model);
    this.prices = { load: 0, work: 0, unassigned: 0 };
    this.torn = new Torn(model);
    this.ruin = new Ruin(this.state, this.random, tune, this.torn);
    this.recreate = new Recreate(this.state, this.prices, this.random, this.torn, tune.patternBlink);
  }

  /** Serves whoever has no place yet; call once before `step`. A given plan is only cooled further, never melted. */
  start(given = false): void {
    const { model, state, prices } = this;
    let legs = 0;
    let demand = 0;
    for (let c = 0; c < model.n; c++) {
      const i = c * model.reach + Math.min(5, model.reach - 1);
      legs += model.cost[c * model.nodes + model.neighbour[i]!]!;
      demand += model.demand[c]!;
    }
    this.scale = meanCost(model);
    const meanNear = Math.max(1e-3 * this.scale, legs / Math.max(1, model.n));
    prices.load = (4 * meanNear) / Math.max(1e-9, demand / Math.max(1, model.n));
    prices.work = 2;
    prices.unassigned = 1e6;
    state.begin();
    for (let c = 0; c < model.n; c++) if (state.pattern[c]! < 0) this.torn.add(c, -1);
    this.recreate.run();
    let visits = 0;
    let routes = 0;
    for (let r = 0; r < model.routes; r++) {
      visits += state.length[r]!;
      if (state.length[r]! > 0) routes++;
    }
    this.meanLength = Math.max(1, visits / Math.max(1, routes));
    this.meanLeg = Math.max(1e-3 * this.scale, state.totals.travel / Math.max(1, visits));
    const longestWork = state.work.reduce((most, work) => Math.max(most, work), 0);
    const dearest = 20 * this.meanLeg + 3 * dearestVisit(model) + 4 * model.balance * longestWork ** 2;
    prices.unassigned = dearest * Math.max(1, visits / Math.max(1, model.n));
    if (given) this.heat = 0.1;
    this.cost = state.cost(prices);
    this.keepIfBest();
  }

  /** One ruin and recreate; `progress` between 0 and 1 sets the temperature. */
  step(progress: number): void {
    const { model, state, random, tune, torn, prices } = this;
    this.iterations++;
    state.begin();
    const seed = random.below(model.n);
    if (state.totals.unassigned > 0) for (let c = 0; c < model.n; c++) if (state.pattern[c]! < 0) torn.add(c, -1);
    if (random.next() < tune.oneDay) this.ruin.oneDay(seed, this.meanLength);
    else this.ruin.allDays(seed, this.meanLength);
    this.recreate.run();
    const cost = state.cost(prices);
    const temperature = this.meanLeg * this.heat * tune.hot * (tune.cold / tune.hot) ** progress;
    if (cost < this.cost - temperature * Math.log(random.next())) {
      this.accepted++;
      this.cost = cost;
      this.keepIfBest();
    } else state.rollback();
    if (state.totals.loadOver <= 1e-7 && state.totals.workOver <= 1e-7) this.soundSteps++;
    if (this.iterations % 200 === 0) this.adapt();
  }

  /** Local search on the best plan, if it is complete. */
  polish(shouldStop: () => boolean): void {
    const { state, best, prices } = this;
    if (this.bestUnassigned > 0) return;
    state.copyFrom(best);
    // Limits must hold from here on.
    prices.load = 1e4 * this.scale;
    prices.work = 1e4;
    localSearch(state, prices, (c) => this.recreate.place(c), shouldStop);
    state.recount();
    this.keepIfBest();
  }

  /** The routes now, without the customers that make some limit break: never complete, but sound. */
  soundPart(): RouteOrder[] {
    const { state, model } = this;
    for (let r = 0; r < model.routes; r++)
      while (
        state.length[r]! > 0 &&
        (state.load[r]! > model.capacity[r]! + 1e-7 || state.work[r]! > model.maxWork[r]! + 1e-7)
      )
        state.unassign(state.order[r * model.stride + state.length[r]!]!);
    return ordersOf(state);
  }

  private keepIfBest(): void {
    const { state } = this;
    const { travel, balance, extras, unassigned, loadOver, workOver } = state.totals;
    if (unassigned > this.bestUnassigned || loadOver > 1e-7 || workOver > 1e-7) return;
    const cost = travel + balance + extras;
    if (unassigned === this.bestUnassigned && cost >= this.bestCost - 1e-9) return;
    this.bestUnassigned = unassigned;
    this.bestCost = cost;
    this.best.copyFrom(state);
  }

  /** Dearer limits when few steps keep them, cheaper when nearly all do. */
  private adapt(): void {
    const { prices, state } = this;
    const share = this.soundSteps / 200;
    this.soundSteps = 0;
    const factor = share === 0 ? 1.5 : share < 0.4 ? 1.15 : share > 0.6 ? 0.9 : 1;
    prices.load = Math.min(1e4 * this.scale, Math.max(1e-4 * this.scale, prices.load * factor));
    prices.work = Math.min(1e4, Math.max(0.05, prices.work * factor));
    if (state.totals.unassigned > 0) prices.unassigned *= 1.1;
    state.recount();
    this.cost = state.cost(prices);
  }
}

function meanCost({ cost, nodes }: Model): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < nodes * nodes; at++)
    if (cost[at]! < unreachable) {
      sum += cost[at]!;
      count++;
    }
  return Math.max(1e-6, sum / Math.max(1, count));
}

/** The dearest visit that is allowed at all, so that leaving somebody out never pays. */
function dearestVisit({ visitCost, patternCost }: Model): number {
  let dearest = 0;
  for (const cost of patternCost) dearest = Math.max(dearest, cost);
  for (const cost of visitCost ?? []) if (cost < Number.POSITIVE_INFINITY) dearest = Math.max(dearest, cost);
  return dearest;
}
