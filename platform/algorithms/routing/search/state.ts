// The routes under search: changed in place, with a journal from which a rejected step is taken back.
import { unreachable, type Model } from './model.ts';
import { refreshTimes } from './times.ts';

/** Loads and work above their limits are allowed at a price while searching, so that tight fleets can be crossed. */
export interface Prices {
  load: number;
  work: number;
  unassigned: number;
}

export class State {
  readonly model: Model;
  /** Order of route r: order[r * stride + 0] is the depot, then its customers, then the depot again. */
  readonly order: Int32Array;
  /** Cost of the leg that ends at that place. */
  readonly leg: Float64Array;
  readonly length: Int32Array;
  readonly travel: Float64Array;
  readonly load: Float64Array;
  readonly work: Float64Array;
  /** A number that no other order of the route had; it comes back when a step is taken back. */
  readonly version: Int32Array;
  private versions = 0;
  /** Timed models: when each place is left, and the latest start of service that keeps all later ones in time. */
  readonly leave: Float64Array;
  readonly latest: Float64Array;
  readonly stale: Uint8Array;
  /** routeOf[c * days + day], -1 where it is not visited. */
  readonly routeOf: Int32Array;
  /** Chosen pattern of each customer (index into the model's patterns), -1 = unassigned. */
  readonly pattern: Int32Array;
  totals = { travel: 0, loadOver: 0, workOver: 0, balance: 0, extras: 0, unassigned: 0 };
  private saved = { ...this.totals };
  private readonly touchedRoute: Int32Array;
  private routesTouched = 0;
  private readonly touchedCustomer: Int32Array;
  private customersTouched = 0;
  private step = 1;
  private readonly routeStep: Int32Array;
  private readonly customerStep: Int32Array;
  private readonly old: {
    order: Int32Array;
    leg: Float64Array;
    length: Int32Array;
    travel: Float64Array;
    load: Float64Array;
    work: Float64Array;
    version: Int32Array;
    routeOf: Int32Array;
    pattern: Int32Array;
  };

  constructor(model: Model) {
    this.model = model;
    const { routes, stride, n, days, depotOf, vehicles } = model;
    const places = routes * stride;
    this.order = new Int32Array(places);
    this.leg = new Float64Array(places);
    this.length = new Int32Array(routes);
    this.travel = new Float64Array(routes);
    this.load = new Float64Array(routes);
    this.work = new Float64Array(routes);
    this.version = new Int32Array(routes);
    this.leave = new Float64Array(model.timed ? places : 0);
    this.latest = new Float64Array(model.timed ? places : 0);
    this.stale = new Uint8Array(routes).fill(1);
    this.routeOf = new Int32Array(n * days).fill(-1);
    this.pattern = new Int32Array(n).fill(-1);
    this.touchedRoute = new Int32Array(routes);
    this.touchedCustomer = new Int32Array(n);
    this.routeStep = new Int32Array(routes);
    this.customerStep = new Int32Array(n);
    for (let r = 0; r < routes; r++) this.order[r * stride] = this.order[r * stride + 1] = depotOf[r % vehicles]!;
    this.totals.unassigned = n;
    this.old = {
      order: this.order.slice(),
      leg: this.leg.slice(),
      length: this.length.slice(),
      travel: this.travel.slice(),
      load: this.load.slice(),
      work: this.work.slice(),
      version: this.version.slice(),
      routeOf: this.routeOf.slice(),
      pattern: this.pattern.slice(),
    };
  }

  /** Makes this state equal to another one of the same model. */
  copyFrom(other: State): void {
    const { stride, routes } = this.model;
    for (let r = 0; r < routes; r++) {
      const base = r * stride;
      const end = base + other.length[r]! + 2;
      for (let at = base; at < end; at++) {
        this.order[at] = other.order[at]!;
        this.leg[at] = other.leg[at]!;
      }
    }
    this.length.set(other.length);
    this.travel.set(other.travel);
    this.load.set(other.load);
    this.work.set(other.work);
    this.routeOf.set(other.routeOf);
    this.pattern.set(other.pattern);
    this.stale.fill(1);
    for (let r = 0; r < routes; r++) this.version[r] = ++this.versions;
    this.totals = { ...other.totals };
  }

  cost(prices: Prices): number {
    const { travel, loadOver, workOver, balance, extras, unassigned } = this.totals;
    return travel + balance + extras + loadOver * prices.load + workOver * prices.work + unassigned * prices.unassigned;
  }

  begin(): void {
    this.step++;
    this.routesTouched = 0;
    this.customersTouched = 0;
    Object.assign(this.saved, this.totals);
  }

  /** Takes back everything since `begin`. */
  rollback(): void {
    const { order, leg, old, length } = this;
    const { stride, days } = this.model;
    for (let i = 0; i < this.routesTouched; i++) {
      const r = this.touchedRoute[i]!;
      const base = r * stride;
      const end = base + old.length[r]! + 2;
      for (let at = base; at < end; at++) {
        order[at] = old.order[at]!;
        leg[at] = old.leg[at]!;
      }
      length[r] = old.length[r]!;
      this.travel[r] = old.travel[r]!;
      this.load[r] = old.load[r]!;
      this.work[r] = old.work[r]!;
      this.version[r] = old.version[r]!;
      this.stale[r] = 1;
    }
    for (let i = 0; i < this.customersTouched; i++) {
      const c = this.touchedCustomer[i]!;
      this.pattern[c] = old.pattern[c]!;
      for (let at = c * days; at < (c + 1) * days; at++) this.routeOf[at] = old.routeOf[at]!;
    }
    Object.assign(this.totals, this.saved);
  }

  keepRoute(r: number): void {
    if (this.routeStep[r] === this.step) return;
    this.routeStep[r] = this.step;
    this.touchedRoute[this.routesTouched++] = r;
    const { order, leg, old } = this;
    const base = r * this.model.stride;
    const end = base + this.length[r]! + 2;
    for (let at = base; at < end; at++) {
      old.order[at] = order[at]!;
      old.leg[at] = leg[at]!;
    }
    old.length[r] = this.length[r]!;
    old.travel[r] = this.travel[r]!;
    old.load[r] = this.load[r]!;
    old.work[r] = this.work[r]!;
    old.version[r] = this.version[r]!;
  }

  keepCustomer(c: number): void {
    if (this.customerStep[c] === this.step) return;
    this.customerStep[c] = this.step;
    this.touchedCustomer[this.customersTouched++] = c;
    const { days } = this.model;
    this.old.pattern[c] = this.pattern[c]!;
    for (let at = c * days; at < (c + 1) * days; at++) this.old.routeOf[at] = this.routeOf[at]!;
  }

  /** Puts customer c before place `place` (1 = first stop) of route r. */
  insert(c: number, r: number, place: number): void {
    this.keepRoute(r);
    this.keepCustomer(c);
    const { model, order, leg } = this;
    const { nodes, cost, stride, days, vehicles } = model;
    const day = (r / vehicles) | 0;
    const base = r * stride;
    const at = base + place;
    for (let i = base + this.length[r]! + 1; i >= at; i--) {
      order[i + 1] = order[i]!;
      leg[i + 1] = leg[i]!;
    }
    const matrix = model.matrixOf[day]!;
    const before = order[at - 1]!;
    const after = order[at + 1]!;
    order[at] = c;
    leg[at] = cost[matrix + before * nodes + c]!;
    leg[at + 1] = cost[matrix + c * nodes + after]!;
    this.length[r] = this.length[r]! + 1;
    let work = this.work[r]! + model.service[c]!;
    if (!model.costIsTime) {
      const { seconds } = model;
      work +=
        seconds[matrix + before * nodes + c]! +
        seconds[matrix + c * nodes + after]! -
        seconds[matrix + before * nodes + after]!;
    }
    this.settle(r, this.load[r]! + model.demand[c]!, work);
    this.routeOf[c * days + day] = r;
    if (model.visitCost) this.totals.extras += model.visitCost[c * model.routes + r]!;
  }

  /** Takes away the visit at `place` of route r. */
  remove(r: number, place: number): void {
    this.keepRoute(r);
    const { model, order, leg } = this;
    const { nodes, cost, stride, days, vehicles } = model;
    const day = (r / vehicles) | 0;
    const base = r * stride;
    const at = base + place;
    const c = order[at]!;
    this.keepCustomer(c);
    const matrix = model.matrixOf[day]!;
    const before = order[at - 1]!;
    const after = order[at + 1]!;
    const end = base + this.length[r]! + 1;
    for (let i = at; i < end; i++) {
      order[i] = order[i + 1]!;
      leg[i] = leg[i + 1]!;
    }
    const length = this.length[r]! - 1;
    this.length[r] = length;
    leg[at] = length === 0 ? 0 : cost[matrix + before * nodes + after]!;
    let work = this.work[r]! - model.service[c]!;
    if (!model.costIsTime) {
      const { seconds } = model;
      work +=
        seconds[matrix + before * nodes + after]! -
        seconds[matrix + before * nodes + c]! -
        seconds[matrix + c * nodes + after]!;
    }
    // Sums of removed values leave crumbs; an empty route has none.
    this.settle(r, length === 0 ? 0 : this.load[r]! - model.demand[c]!, length === 0 ? 0 : work);
    this.routeOf[c * days + day] = -1;
    if (model.visitCost) this.totals.extras -= model.visitCost[c * model.routes + r]!;
  }

  /** Sums of route r after its legs changed. */
  private settle(r: number, load: number, work: number): void {
    const { totals, model, leg } = this;
    const base = r * model.stride;
    let travel = 0;
    const end = base + this.length[r]! + 1;
    for (let at = base + 1; at <= end; at++) travel += leg[at]!;
    const workNow = model.costIsTime && this.length[r]! > 0 ? this.serviceOf(r) + travel : work;
    const capacity = model.capacity[r]!;
    const maxWork = model.maxWork[r]!;
    totals.travel += travel - this.travel[r]!;
    totals.loadOver += Math.max(0, load - capacity) - Math.max(0, this.load[r]! - capacity);
    totals.workOver += Math.max(0, workNow - maxWork) - Math.max(0, this.work[r]! - maxWork);
    if (model.balance !== 0) totals.balance += model.balance * (workNow * workNow - this.work[r]! * this.work[r]!);
    this.travel[r] = travel;
    this.load[r] = load;
    this.work[r] = workNow;
    this.version[r] = ++this.versions;
    this.stale[r] = 1;
  }

  private serviceOf(r: number): number {
    const { order, model } = this;
    const base = r * model.stride;
    let sum = 0;
    for (let at = base + this.length[r]!; at > base; at--) sum += model.service[order[at]!]!;
    return sum;
  }

  choosePattern(c: number, p: number): void {
    this.keepCustomer(c);
    this.pattern[c] = p;
    this.totals.unassigned -= 1;
    this.totals.extras += this.model.patternCost[p]!;
  }

  /** Forgets the pattern; the visits must be removed by the caller. */
  dropPattern(c: number): void {
    this.keepCustomer(c);
    this.totals.unassigned += 1;
    this.totals.extras -= this.model.patternCost[this.pattern[c]!]!;
    this.pattern[c] = -1;
  }

  placeOf(c: number, r: number): number {
    const base = r * this.model.stride;
    let at = base + 1;
    while (this.order[at] !== c) at++;
    return at - base;
  }

  /** Removes all visits and the pattern of a customer. */
  unassign(c: number): void {
    const { days, allowedStart, allowedDay } = this.model;
    for (let i = allowedStart[c]!; i < allowedStart[c + 1]!; i++) {
      const r = this.routeOf[c * days + allowedDay[i]!]!;
      if (r >= 0) this.remove(r, this.placeOf(c, r));
    }
    this.dropPattern(c);
  }

  /** Brings the times of route r up to date (timed models). */
  refresh(r: number): void {
    if (this.stale[r] === 0) return;
    this.stale[r] = 0;
    refreshTimes(this.model, r, this.order, this.length[r]!, this.leave, this.latest);
  }

  /** Every stop of route r starts within its window and the vehicle is back in time (always true in untimed models). */
  keepsTime(r: number): boolean {
    if (this.travel[r]! >= unreachable) return false;
    if (!this.model.timed) return true;
    this.refresh(r);
    const base = r * this.model.stride;
    return this.latest[base]! >= this.leave[base]!;
  }

  /** Sums made anew, so that millions of small changes leave no crumbs. */
  recount(): void {
    const { model, totals } = this;
    totals.travel = totals.loadOver = totals.workOver = totals.balance = totals.extras = totals.unassigned = 0;
    for (let r = 0; r < model.routes; r++) {
      totals.travel += this.travel[r]!;
      totals.loadOver += Math.max(0, this.load[r]! - model.capacity[r]!);
      totals.workOver += Math.max(0, this.work[r]! - model.maxWork[r]!);
      totals.balance += model.balance * this.work[r]! * this.work[r]!;
      if (!model.visitCost) continue;
      for (let i = 1; i <= this.length[r]!; i++)
        totals.extras += model.visitCost[this.order[r * model.stride + i]! * model.routes + r]!;
    }
    for (let c = 0; c < model.n; c++)
      if (this.pattern[c]! < 0) totals.unassigned++;
      else totals.extras += model.patternCost[this.pattern[c]!]!;
  }
}
