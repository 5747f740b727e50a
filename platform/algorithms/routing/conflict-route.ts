// Settles whether one vehicle can serve some stops on one day: bounds first, one likely order, then all orders by dynamic programming.
import { travelOf } from './schedule.ts';
import type { RoutingProblem } from './problem.ts';
import { startOf } from './search/times.ts';

/** Routes longer than this are not settled by trying all orders (2^12 sets of stops). */
const longestRoute = 12;
const margin = 1e-6;

export type Verdict = 'possible' | 'impossible' | 'unknown';

/** A vehicle's day with the stops that it is asked to serve. */
class RouteQuestion {
  readonly stops: readonly number[];
  private readonly problem: RoutingProblem;
  private readonly day: number;
  private readonly depot: number;
  private readonly leaves: number;
  private readonly back: number;
  private readonly maxWork: number;
  private readonly away: readonly [from: number, to: number];
  private readonly travel: ArrayLike<number>;
  readonly service: number;

  constructor(problem: RoutingProblem, day: number, vehicle: number, stops: readonly number[]) {
    const one = problem.vehicles[vehicle]!;
    const shift = one.shiftOn?.find((other) => other.day === day) ?? one.shift;
    const away = one.away?.find((span) => span.day === day);
    this.problem = problem;
    this.day = day;
    this.stops = stops;
    this.depot = one.depot;
    this.leaves = shift?.fromSeconds ?? 0;
    this.back = shift?.toSeconds ?? Infinity;
    this.maxWork = one.maxWorkSeconds ?? Infinity;
    this.away = [away?.fromSeconds ?? Infinity, away?.toSeconds ?? -Infinity];
    this.travel = travelOf(problem, day).seconds;
    this.service = stops.reduce((sum, customer) => sum + problem.customers[customer]!.serviceSeconds, 0);
  }

  seconds(from: number, to: number): number {
    return from === to ? 0 : this.travel[from * this.problem.locations + to]!;
  }

  place(customer: number): number {
    return this.problem.customers[customer]!.location;
  }

  /** When the service of a stop ends and how long the way was; undefined where it is too late. */
  serve(customer: number, at: number, clock: number): { clock: number; leg: number } | undefined {
    const next = this.problem.customers[customer]!;
    const window = next.windowOn?.find((other) => other.day === this.day) ?? next.window;
    const leg = this.seconds(at, next.location);
    const start = startOf(clock, leg, window?.fromSeconds ?? 0, next.serviceSeconds, ...this.away);
    if (!Number.isFinite(start) || start > (window?.toSeconds ?? Infinity) + margin) return undefined;
    return { clock: start + next.serviceSeconds, leg };
  }

  /** Whether the vehicle, having driven so long, is home in time. */
  endsWell(at: number, clock: number, driven: number): boolean {
    const leg = this.seconds(at, this.depot);
    const back = startOf(clock, leg, 0, 0, ...this.away);
    return Number.isFinite(back) && back <= this.back + margin && driven + leg + this.service <= this.maxWork + margin;
  }

  /** True where service and the shortest leg into each stop and home are too much already, in whatever order. */
  isTooMuch(): boolean {
    const places = [this.depot, ...this.stops.map((customer) => this.place(customer))];
    let least = this.service;
    for (const to of places) {
      const legs = places.filter((from) => from !== to).map((from) => this.seconds(from, to));
      const alone = places.filter((place) => place === to).length === 1;
      if (alone && legs.length > 0) least += Math.min(...legs);
    }
    return least > Math.min(this.back - this.leaves, this.maxWork) + margin;
  }

  /** Goes to the nearest stop that is in time, again and again; true when that serves all. */
  nearestWorks(): boolean {
    const open = new Set(this.stops);
    let [at, clock, driven] = [this.depot, this.leaves, 0];
    while (open.size > 0) {
      let chosen: { customer: number; clock: number; leg: number } | undefined;
      for (const customer of open) {
        const served = this.serve(customer, at, clock);
        if (served && (!chosen || served.clock < chosen.clock)) chosen = { customer, ...served };
      }
      if (!chosen) return false;
      open.delete(chosen.customer);
      [at, clock, driven] = [this.place(chosen.customer), chosen.clock, driven + chosen.leg];
    }
    return this.endsWell(at, clock, driven);
  }

  /** Earliest end over sets of served stops, and least driving beside it. */
  someOrderWorks(): boolean {
    const { stops } = this;
    const full = (1 << stops.length) - 1;
    const labels = new Map<number, [clock: number, driven: number][]>();
    const add = (key: number, clock: number, driven: number) => {
      const list = labels.get(key) ?? [];
      if (list.some(([c, d]) => c <= clock && d <= driven)) return;
      labels.set(key, [...list.filter(([c, d]) => c < clock || d < driven), [clock, driven]]);
    };
    const extend = (done: number, at: number, clock: number, driven: number) =>
      stops.forEach((customer, index) => {
        if (done & (1 << index)) return;
        const served = this.serve(customer, at, clock);
        if (served) add((done | (1 << index)) * stops.length + index, served.clock, driven + served.leg);
      });
    extend(0, this.depot, this.leaves, 0);
    for (let done = 1; done < full; done++)
      for (let last = 0; last < stops.length; last++)
        for (const [clock, driven] of labels.get(done * stops.length + last) ?? [])
          extend(done, this.place(stops[last]!), clock, driven);
    return stops.some((customer, last) =>
      (labels.get(full * stops.length + last) ?? []).some(([clock, driven]) =>
        this.endsWell(this.place(customer), clock, driven),
      ),
    );
  }
}

/** Whether some order of these stops keeps every limit of the vehicle's day. */
export function routeFeasibility(
  problem: RoutingProblem,
  day: number,
  vehicle: number,
  stops: readonly number[],
): Verdict {
  const one = problem.vehicles[vehicle]!;
  if (stops.length === 0) return 'possible';
  if (one.daysOut?.includes(day)) return 'impossible';
  if (stops.length > (one.maxStops ?? Infinity)) return 'impossible';
  const load = stops.reduce((sum, customer) => sum + (problem.customers[customer]!.demand ?? 0), 0);
  if (load > (one.capacity ?? Infinity) + margin) return 'impossible';
  const question = new RouteQuestion(problem, day, vehicle, stops);
  if (question.isTooMuch()) return 'impossible';
  if (question.nearestWorks()) return 'possible';
  if (stops.length > longestRoute) return 'unknown';
  return question.someOrderWorks() ? 'possible' : 'impossible';
}
