// The cheapest place for one more visit in a route: the loop in which the search spends most of its time.
import type { Model } from './model.ts';
import type { Prices, State } from './state.ts';
import { startOf } from './times.ts';

/** Passes over a place now and then (SISR's blinks), drawn as the number of places until the next one. */
export interface Blinks {
  left: number;
  draw: () => number;
}

export class Insertion {
  /** Result of the last scan: added cost with prices of limits, and the place. */
  cost = 0;
  place = 0;
  private readonly state: State;
  private readonly model: Model;
  private readonly prices: Prices;
  private readonly blinks: Blinks;
  private delta = 0;
  private found = 0;
  /** Cheapest places already looked up, good as long as the route has the same version. */
  private readonly cachedVersion: Int32Array;
  private readonly cachedDelta: Float64Array;
  private readonly cachedPlace: Int16Array;

  constructor(state: State, prices: Prices, blinks: Blinks) {
    this.state = state;
    this.model = state.model;
    this.prices = prices;
    this.blinks = blinks;
    const pairs = state.model.n * state.model.routes;
    this.cachedVersion = new Int32Array(pairs).fill(-1);
    this.cachedDelta = new Float64Array(pairs);
    this.cachedPlace = new Int16Array(pairs);
  }

  /** True when travel alone is known to cost `bound` or more; everything else only adds. */
  hopeless(c: number, r: number, bound: number): boolean {
    const at = c * this.model.routes + r;
    return this.cachedVersion[at] === this.state.version[r]! && this.cachedDelta[at]! >= bound;
  }

  /** Cheapest place of customer c in route r if it is cheaper than `bound`; `cost` is `Infinity` otherwise. */
  scan(c: number, r: number, bound: number): void {
    const { model, state, prices } = this;
    this.cost = Number.POSITIVE_INFINITY;
    const length = state.length[r]!;
    if (length >= model.maxStops[r]!) return;
    let extra = model.visitCost === null ? 0 : model.visitCost[c * model.routes + r]!;
    const capacity = model.capacity[r]!;
    const load = state.load[r]!;
    const loadThen = load + model.demand[c]!;
    if (loadThen > capacity) extra += prices.load * (loadThen - (load > capacity ? load : capacity));
    if (!(extra < bound)) return;
    const { blinks } = this;
    const at = c * model.routes + r;
    const version = state.version[r]!;
    if (this.cachedVersion[at] !== version) {
      this.cachedVersion[at] = version;
      this.cheapest(c, r, -1);
      this.cachedDelta[at] = this.delta;
      this.cachedPlace[at] = this.found;
    }
    let best = this.cachedDelta[at]!;
    if (!(best + extra < bound)) return;
    let place = this.cachedPlace[at]!;
    if (blinks.left-- <= 0) {
      blinks.left = blinks.draw();
      this.cheapest(c, r, place);
      best = this.delta;
      place = this.found;
      if (!(best + extra < bound)) return;
    }
    let total = best + extra;
    const work = state.work[r]!;
    const workThen = work + model.service[c]! + (model.costIsTime ? best : this.addedSeconds(c, r, place));
    const maxWork = model.maxWork[r]!;
    if (workThen > maxWork) total += prices.work * (workThen - (work > maxWork ? work : maxWork));
    if (model.balance !== 0) total += model.balance * (workThen * workThen - work * work);
    if (total < bound) {
      this.cost = total;
      this.place = place;
    }
  }

  private addedSeconds(c: number, r: number, place: number): number {
    const { model, state } = this;
    const { nodes, seconds } = model;
    const matrix = model.matrixOf[(r / model.vehicles) | 0]!;
    const before = state.order[r * model.stride + place - 1]!;
    const after = state.order[r * model.stride + place]!;
    return (
      seconds[matrix + before * nodes + c]! +
      seconds[matrix + c * nodes + after]! -
      seconds[matrix + before * nodes + after]!
    );
  }

  /** Cheapest place by travel alone that keeps all times, except `passed`; sets `delta` and `found`. */
  private cheapest(c: number, r: number, passed: number): void {
    const { model, state } = this;
    if (model.timed) {
      this.cheapestInTime(c, r, passed);
      return;
    }
    const { order, leg } = state;
    const base = r * model.stride;
    const row = model.matrixOf[(r / model.vehicles) | 0]! + c * model.nodes;
    const { cost, costInto } = model;
    let best = Number.POSITIVE_INFINITY;
    let place = 0;
    const end = base + state.length[r]! + 1;
    const skip = base + passed;
    if (cost === costInto) {
      let into = cost[row + order[base]!]!;
      for (let at = base + 1; at <= end; at++) {
        const out = cost[row + order[at]!]!;
        const delta = into + out - leg[at]!;
        if (delta < best && at !== skip) {
          best = delta;
          place = at;
        }
        into = out;
      }
    } else
      for (let at = base + 1; at <= end; at++) {
        const delta = costInto[row + order[at - 1]!]! + cost[row + order[at]!]! - leg[at]!;
        if (delta < best && at !== skip) {
          best = delta;
          place = at;
        }
      }
    this.delta = best;
    this.found = place - base;
  }

  private cheapestInTime(c: number, r: number, passed: number): void {
    const { model, state } = this;
    const { order, leg, leave, latest } = state;
    const { nodes, days, n, cost, costInto, seconds, secondsInto } = model;
    const base = r * model.stride;
    const day = (r / model.vehicles) | 0;
    const row = model.matrixOf[day]! + c * nodes;
    state.refresh(r);
    const open = model.windowFrom[c * days + day]!;
    const close = model.windowTo[c * days + day]!;
    const service = model.service[c]!;
    const awayFrom = model.awayFrom[r]!;
    const awayTo = model.awayTo[r]!;
    let best = Number.POSITIVE_INFINITY;
    let found = 0;
    const end = base + state.length[r]! + 1;
    for (let at = base + 1; at <= end; at++) {
      const before = order[at - 1]!;
      const after = order[at]!;
      const delta = costInto[row + before]! + cost[row + after]! - leg[at]!;
      if (delta >= best || at - base === passed) continue;
      const start = startOf(leave[at - 1]!, secondsInto[row + before]!, open, service, awayFrom, awayTo);
      // Later places are reached later still.
      if (leave[at - 1]! > close) break;
      if (start > close) continue;
      const nextOpen = after < n ? model.windowFrom[after * days + day]! : 0;
      const nextService = after < n ? model.service[after]! : 0;
      if (startOf(start + service, seconds[row + after]!, nextOpen, nextService, awayFrom, awayTo) > latest[at]!)
        continue;
      best = delta;
      found = at;
    }
    this.delta = best;
    this.found = found - base;
  }
}
