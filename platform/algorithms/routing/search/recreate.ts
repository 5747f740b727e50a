// Recreate: torn-out customers come back one by one, each with the pattern and places that cost least now.
import { Insertion } from './insertion.ts';
import type { Model } from './model.ts';
import type { Random } from './random.ts';
import type { Torn } from './ruin.ts';
import type { Prices, State } from './state.ts';
import { unreachable } from './model.ts';

/** Chance of passing over a place (SISR). */
const blink = 0.01;

export class Recreate {
  private readonly state: State;
  private readonly model: Model;
  private readonly random: Random;
  /** Chance of passing over a pattern. */
  private readonly passed: number;
  private readonly torn: Torn;
  private readonly insertion: Insertion;
  private readonly dayCost: Float64Array;
  private readonly dayRoute: Int32Array;
  private readonly dayPlace: Int32Array;
  private readonly key: Float64Array;
  private readonly sequence: Int32Array;
  private readonly seenClass: Int32Array;
  /** Where a visit of a customer on a day went last; -1 at first. */
  private readonly lastRoute: Int32Array;
  private scanNumber = 0;
  /** Cost of the last search of a pattern, and what it found. */
  private bestCost = 0;
  private bestPattern = -1;

  constructor(state: State, prices: Prices, random: Random, torn: Torn, passed: number) {
    this.passed = passed;
    this.state = state;
    this.model = state.model;
    this.random = random;
    this.torn = torn;
    const { days, n, vehicles } = state.model;
    const draw = () => Math.floor(Math.log(1 - random.next()) / Math.log(1 - blink));
    this.insertion = new Insertion(state, prices, { left: draw(), draw });
    this.dayCost = new Float64Array(days);
    this.dayRoute = new Int32Array(days);
    this.dayPlace = new Int32Array(days);
    this.key = new Float64Array(n * (days + 1));
    this.sequence = new Int32Array(n * (days + 1));
    this.seenClass = new Int32Array(vehicles);
    this.lastRoute = new Int32Array(n * days).fill(-1);
  }

  /** Brings everything in `torn` back; who fits nowhere stays unassigned. */
  run(): void {
    const { torn, sequence } = this;
    this.sort();
    for (let i = 0; i < torn.count; i++) {
      const at = sequence[i]!;
      const c = torn.customer[at]!;
      const day = torn.day[at]!;
      if (day < 0) this.place(c);
      else this.placeVisit(c, day);
    }
    torn.count = 0;
  }

  /** Random, by demand and frequency, far first or near first with weights 4, 4, 2, 1 (SISR). */
  private sort(): void {
    const { torn, key, sequence, model, random } = this;
    const kind = random.below(11);
    const depot = model.depotOf[0]!;
    for (let i = 0; i < torn.count; i++) {
      const c = torn.customer[i]!;
      const frequency = torn.day[i]! < 0 ? this.frequencyOf(c) : 1;
      if (kind < 4) key[i] = random.next();
      else if (kind < 8) key[i] = -(model.demand[c]! + (model.demand[c] === 0 ? model.service[c]! : 0)) * frequency;
      else key[i] = model.cost[c * model.nodes + depot]! * (kind < 10 ? -1 : 1);
      let at = i;
      while (at > 0 && key[sequence[at - 1]!]! > key[i]!) {
        sequence[at] = sequence[at - 1]!;
        at--;
      }
      sequence[at] = i;
    }
  }

  private frequencyOf(c: number): number {
    const p = this.model.patternStart[c]!;
    return p === this.model.patternStart[c + 1] ? 0 : this.model.dayStart[p + 1]! - this.model.dayStart[p]!;
  }

  /** Cheapest route and place of a visit on one day; the route that won last time first, for it rules out most others. */
  private scanDay(c: number, day: number): void {
    const { model, state, insertion, seenClass } = this;
    const { vehicles, eligible, open, classOf } = model;
    const { length } = state;
    const number = ++this.scanNumber;
    let best = Number.POSITIVE_INFINITY;
    const from = day * vehicles;
    const at = c * model.days + day;
    const last = this.lastRoute[at]!;
    if (last >= 0 && length[last]! > 0) {
      insertion.scan(c, last, best);
      if (insertion.cost < best) {
        best = insertion.cost;
        this.dayRoute[day] = last;
        this.dayPlace[day] = insertion.place;
      }
    }
    const end = model.eligibleStart[c + 1]!;
    for (let i = model.eligibleStart[c]!; i < end; i++) {
      const v = eligible[i]!;
      const r = from + v;
      if (open[r] === 0 || insertion.hopeless(c, r, best)) continue;
      if (length[r] === 0) {
        if (seenClass[classOf[v]!] === number) continue;
        seenClass[classOf[v]!] = number;
      }
      insertion.scan(c, r, best);
      if (insertion.cost < best) {
        best = insertion.cost;
        this.dayRoute[day] = r;
        this.dayPlace[day] = insertion.place;
      }
    }
    this.dayCost[day] = best;
    if (best < Number.POSITIVE_INFINITY) this.lastRoute[at] = this.dayRoute[day]!;
  }

  /** All visits of an unassigned customer; false when it fits nowhere. */
  place(c: number): boolean {
    const { model, state, dayRoute, dayPlace } = this;
    this.bestCost = Number.POSITIVE_INFINITY;
    this.bestPattern = -1;
    if (model.sameVehicle[c] === 1) this.scanVehicles(c);
    else {
      for (let i = model.allowedStart[c]!; i < model.allowedStart[c + 1]!; i++) this.scanDay(c, model.allowedDay[i]!);
      this.choosePattern(c);
    }
    const p = this.bestPattern;
    if (p < 0 || this.bestCost >= unreachable / 2) return false;
    for (let i = model.dayStart[p]!; i < model.dayStart[p + 1]!; i++) {
      const day = model.dayOf[i]!;
      state.insert(c, dayRoute[day]!, dayPlace[day]!);
    }
    state.choosePattern(c, p);
    return true;
  }

  private choosePattern(c: number): boolean {
    const { model, dayCost, random, passed } = this;
    let better = false;
    const end = model.patternStart[c + 1]!;
    for (let p = model.patternStart[c]!; p < end; p++) {
      // A pattern is passed over now and then, unless it would be the only one.
      if (passed > 0 && random.next() < passed && (this.bestPattern >= 0 || p + 1 < end)) continue;
      let sum = model.patternCost[p]!;
      for (let i = model.dayStart[p]!; i < model.dayStart[p + 1]!; i++) sum += dayCost[model.dayOf[i]!]!;
      if (sum < this.bestCost) {
        this.bestCost = sum;
        this.bestPattern = p;
        better = true;
      }
    }
    return better;
  }

  /** One vehicle for all visits: each eligible vehicle in turn. */
  private scanVehicles(c: number): void {
    const { model, insertion, dayCost, dayRoute, dayPlace } = this;
    let chosen = -1;
    for (let e = model.eligibleStart[c]!; e < model.eligibleStart[c + 1]!; e++) {
      const v = model.eligible[e]!;
      let any = false;
      for (let i = model.allowedStart[c]!; i < model.allowedStart[c + 1]!; i++) {
        const day = model.allowedDay[i]!;
        const r = day * model.vehicles + v;
        dayCost[day] = Number.POSITIVE_INFINITY;
        if (model.open[r] === 0) continue;
        insertion.scan(c, r, Number.POSITIVE_INFINITY);
        dayCost[day] = insertion.cost;
        if (insertion.cost < Number.POSITIVE_INFINITY) any = true;
      }
      if (any && this.choosePattern(c)) chosen = v;
    }
    if (chosen < 0) return;
    // Places are found anew for the chosen days, for other vehicles have overwritten them.
    const p = this.bestPattern;
    for (let i = model.dayStart[p]!; i < model.dayStart[p + 1]!; i++) {
      const day = model.dayOf[i]!;
      const r = day * model.vehicles + chosen;
      insertion.scan(c, r, Number.POSITIVE_INFINITY);
      if (insertion.cost === Number.POSITIVE_INFINITY) insertion.scan(c, r, Number.POSITIVE_INFINITY);
      if (insertion.cost === Number.POSITIVE_INFINITY) {
        this.bestPattern = -1;
        return;
      }
      dayRoute[day] = r;
      dayPlace[day] = insertion.place;
    }
  }

  /** One visit back on its day; where that fails the customer loses its pattern and stays unassigned. */
  private placeVisit(c: number, day: number): void {
    const { model, state, insertion } = this;
    if (state.pattern[c]! < 0) return;
    if (model.sameVehicle[c] === 1) {
      const v = this.vehicleOf(c);
      if (v >= 0) {
        const r = day * model.vehicles + v;
        insertion.scan(c, r, Number.POSITIVE_INFINITY);
        this.dayCost[day] = insertion.cost;
        this.dayRoute[day] = r;
        this.dayPlace[day] = insertion.place;
      } else this.scanDay(c, day);
    } else this.scanDay(c, day);
    if (this.dayCost[day]! < unreachable / 2) state.insert(c, this.dayRoute[day]!, this.dayPlace[day]!);
    else state.unassign(c);
  }

  /** The vehicle of any of the customer's present visits, -1 when it has none. */
  private vehicleOf(c: number): number {
    const { model, state } = this;
    for (let i = model.allowedStart[c]!; i < model.allowedStart[c + 1]!; i++) {
      const r = state.routeOf[c * model.days + model.allowedDay[i]!]!;
      if (r >= 0) return r % model.vehicles;
    }
    return -1;
  }
}
