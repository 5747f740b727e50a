// Ruin: strings of neighbouring stops are torn out of nearby routes (SISR, Christiaens and Vanden Berghe 2020).
import type { Model } from './model.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

export interface RuinSizes {
  /** Customers removed on average. */
  removed: number;
  /** Longest string. */
  longest: number;
  /** Share of strings that keep some stops in their middle. */
  split: number;
}

/** Visits that were torn out: a day, or -1 for a customer that lost all its visits and its pattern. */
export class Torn {
  readonly customer: Int32Array;
  readonly day: Int32Array;
  count = 0;

  constructor(model: Model) {
    const most = model.n * (model.days + 1);
    this.customer = new Int32Array(most);
    this.day = new Int32Array(most);
  }

  add(customer: number, day: number): void {
    this.customer[this.count] = customer;
    this.day[this.count++] = day;
  }
}

export class Ruin {
  private readonly state: State;
  private readonly random: Random;
  private readonly sizes: RuinSizes;
  private readonly torn: Torn;
  private readonly ruinedAt: Int32Array;
  private readonly string: Int32Array;
  private step = 0;

  constructor(state: State, random: Random, sizes: RuinSizes, torn: Torn) {
    this.state = state;
    this.random = random;
    this.sizes = sizes;
    this.torn = torn;
    this.ruinedAt = new Int32Array(state.model.routes);
    this.string = new Int32Array(state.model.stride);
  }

  /** Strings on one day only; patterns stay. */
  oneDay(seed: number, meanLength: number): void {
    const { state } = this;
    const { model } = state;
    const day = this.someDayOf(seed);
    if (day < 0) return;
    let strings = this.strings(meanLength);
    this.step++;
    for (let i = 0; i < model.reach && strings > 0; i++) {
      const c = model.neighbour[seed * model.reach + i]!;
      const r = state.routeOf[c * model.days + day]!;
      if (r < 0 || this.ruinedAt[r] === this.step) continue;
      this.ruinedAt[r] = this.step;
      strings--;
      const count = this.pick(c, r, meanLength);
      for (let k = 0; k < count; k++) {
        const other = this.string[k]!;
        state.remove(r, state.placeOf(other, r));
        this.torn.add(other, day);
      }
    }
  }

  /** Strings on any days; whoever is touched loses all visits and its pattern. */
  allDays(seed: number, meanLength: number): void {
    const { state } = this;
    const { model } = state;
    let strings = this.strings(meanLength);
    this.step++;
    for (let i = 0; i < model.reach && strings > 0; i++) {
      const c = model.neighbour[seed * model.reach + i]!;
      if (state.pattern[c]! < 0) continue;
      const day = this.someDayOf(c);
      if (day < 0) continue;
      const r = state.routeOf[c * model.days + day]!;
      if (this.ruinedAt[r] === this.step) continue;
      this.ruinedAt[r] = this.step;
      strings--;
      const count = this.pick(c, r, meanLength);
      for (let k = 0; k < count; k++) {
        const other = this.string[k]!;
        state.unassign(other);
        this.torn.add(other, -1);
      }
    }
  }

  /** How many strings, so that `removed` customers go on average. */
  private strings(meanLength: number): number {
    const longest = Math.min(this.sizes.longest, meanLength);
    const most = (4 * this.sizes.removed) / (1 + longest) - 1;
    return (this.random.next() * most + 1) | 0;
  }

  /** A day on which the customer is visited now. */
  private someDayOf(c: number): number {
    const { state, random } = this;
    const p = state.pattern[c]!;
    if (p < 0) return -1;
    const from = state.model.dayStart[p]!;
    const count = state.model.dayStart[p + 1]! - from;
    return count === 0 ? -1 : state.model.dayOf[from + random.below(count)]!;
  }

  /** A string of route r around customer c; fills `string`, gives its length. */
  private pick(c: number, r: number, meanLength: number): number {
    const { state, random, sizes, string } = this;
    const length = state.length[r]!;
    const longest = Math.min(length, sizes.longest, Math.max(1, meanLength));
    const wanted = Math.min(length, (random.next() * longest + 1) | 0);
    let kept = 0;
    if (wanted > 1 && wanted < length && random.next() < sizes.split) {
      kept = 1;
      while (wanted + kept < length && random.next() > 0.99) kept++;
      while (wanted + kept < length && kept < sizes.longest && random.next() < 0.5) kept++;
    }
    const span = wanted + kept;
    const place = state.placeOf(c, r) - 1;
    const lowest = Math.max(0, place - span + 1);
    const highest = Math.min(place, length - span);
    const from = lowest + random.below(highest - lowest + 1);
    const keptFrom = kept === 0 ? span : 1 + random.below(wanted - 1);
    const base = r * state.model.stride + 1 + from;
    let count = 0;
    for (let i = 0; i < span; i++)
      if (kept === 0 || i < keptFrom || i >= keptFrom + kept) string[count++] = state.order[base + i]!;
    return count;
  }
}
