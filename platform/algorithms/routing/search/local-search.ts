// The last touch on a plan that keeps all limits: pattern improvement, relocations, exchanges and crossings until none helps.
import type { Model } from './model.ts';
import { unreachable } from './model.ts';
import type { Prices, State } from './state.ts';

const least = 1e-7;
/** Longest run of stops that is relocated together. */
const longestRun = 3;

/** Ends in a local optimum, or when `shouldStop` says so; the plan stays sound all the time. */
export function localSearch(
  state: State,
  prices: Prices,
  placeAgain: (customer: number) => boolean,
  shouldStop: () => boolean,
): void {
  for (let better = true; better && !shouldStop();) {
    better = improvePatterns(state, prices, placeAgain);
    for (let day = 0; day < state.model.days && !shouldStop(); day++)
      while (improveDay(state, day) && !shouldStop()) better = true;
  }
}

const excess = ({ totals }: State): number => totals.loadOver + totals.workOver;

/** Each customer is taken out and put back where all its visits cost least (PI of Vidal et al. 2012). */
function improvePatterns(state: State, prices: Prices, placeAgain: (customer: number) => boolean): boolean {
  let better = false;
  for (let c = 0; c < state.model.n; c++) {
    if (state.pattern[c]! < 0) continue;
    const before = state.cost(prices);
    state.begin();
    state.unassign(c);
    if (placeAgain(c) && state.cost(prices) < before - least && excess(state) <= least) better = true;
    else state.rollback();
  }
  return better;
}

function improveDay(state: State, day: number): boolean {
  const { model } = state;
  const routes: number[] = [];
  for (let v = 0; v < model.vehicles; v++)
    if (state.length[day * model.vehicles + v]! > 0) routes.push(day * model.vehicles + v);
  for (const a of routes) {
    if (turn(state, a)) return true;
    for (const b of routes)
      if (relocate(state, a, b) || (a < b && (exchange(state, a, b) || cross(state, a, b)))) return true;
  }
  return false;
}

const stopsOf = (state: State, r: number): number[] => {
  const from = r * state.model.stride + 1;
  return Array.from(state.order.subarray(from, from + state.length[r]!));
};

const legOf = (model: Model, r: number, a: number, b: number): number =>
  model.cost[model.matrixOf[(r / model.vehicles) | 0]! + a * model.nodes + b]!;

/** Stop at `place`; the depot before the first and after the last. */
const at = (state: State, r: number, stops: readonly number[], place: number): number =>
  stops[place] ?? state.model.depotOf[r % state.model.vehicles]!;

/** Takes over new orders of one or two routes if the whole cost falls and every limit holds, else leaves all as it was. */
function adopt(state: State, changes: readonly (readonly [route: number, stops: readonly number[]])[]): boolean {
  const free: Prices = { load: 0, work: 0, unassigned: 0 };
  const before = state.cost(free);
  state.begin();
  for (const [r] of changes) while (state.length[r]! > 0) state.remove(r, state.length[r]!);
  let fits = true;
  for (const [r, stops] of changes) {
    fits &&= stops.length <= state.model.maxStops[r]!;
    if (fits) for (const c of stops) state.insert(c, r, state.length[r]! + 1);
    fits &&= state.keepsTime(r) && state.travel[r]! < unreachable;
  }
  if (fits && excess(state) <= least && state.cost(free) < before - least) return true;
  state.rollback();
  return false;
}

/** May this customer be served by route r as it is served now: allowed, and not bound to another vehicle. */
function mayChange(state: State, c: number, from: number, to: number): boolean {
  if (from === to) return true;
  const { sameVehicle, visitCost, routes } = state.model;
  return sameVehicle[c] === 0 && (visitCost === null || visitCost[c * routes + to]! < Number.POSITIVE_INFINITY);
}

/** 2-opt: a stretch of one route the other way round. */
function turn(state: State, r: number): boolean {
  const { model } = state;
  const stops = stopsOf(state, r);
  for (let i = 0; i < stops.length - 1; i++)
    for (let j = i + 1; j < stops.length; j++) {
      const [before, after] = [at(state, r, stops, i - 1), at(state, r, stops, j + 1)];
      const gain =
        legOf(model, r, before, stops[i]!) +
        legOf(model, r, stops[j]!, after) -
        legOf(model, r, before, stops[j]!) -
        legOf(model, r, stops[i]!, after);
      if (gain <= least) continue;
      const turned = [...stops.slice(0, i), ...stops.slice(i, j + 1).reverse(), ...stops.slice(j + 1)];
      if (adopt(state, [[r, turned]])) return true;
    }
  return false;
}

/** Or-opt within a route and between two: up to three stops go elsewhere, either way round. */
function relocate(state: State, a: number, b: number): boolean {
  const { model } = state;
  const [from, to] = [stopsOf(state, a), stopsOf(state, b)];
  for (let i = 0; i < from.length; i++)
    for (let run = 1; run <= longestRun && i + run <= from.length; run++) {
      const moved = from.slice(i, i + run);
      if (!moved.every((c) => mayChange(state, c, a, b))) break;
      const rest = from.toSpliced(i, run);
      const [before, after] = [at(state, a, from, i - 1), at(state, a, from, i + run)];
      const freed =
        legOf(model, a, before, moved[0]!) + legOf(model, a, moved.at(-1)!, after) - legOf(model, a, before, after);
      const target = a === b ? rest : to;
      for (let j = 0; j <= target.length; j++) {
        const [left, right] = [at(state, b, target, j - 1), at(state, b, target, j)];
        const gap = legOf(model, b, left, right);
        for (const piece of run === 1 ? [moved] : [moved, moved.toReversed()]) {
          const added = legOf(model, b, left, piece[0]!) + legOf(model, b, piece.at(-1)!, right) - gap;
          if (freed - added <= least) continue;
          const grown = target.toSpliced(j, 0, ...piece);
          if (adopt(state, a === b ? [[a, grown]] : [[a, rest], [b, grown]])) return true; // prettier-ignore
        }
      }
    }
  return false;
}

/** Two stops of two routes change places. */
function exchange(state: State, a: number, b: number): boolean {
  const { model } = state;
  const [one, two] = [stopsOf(state, a), stopsOf(state, b)];
  const around = (r: number, stops: readonly number[], place: number, c: number) =>
    legOf(model, r, at(state, r, stops, place - 1), c) + legOf(model, r, c, at(state, r, stops, place + 1));
  for (let i = 0; i < one.length; i++)
    for (let j = 0; j < two.length; j++) {
      const [p, q] = [one[i]!, two[j]!];
      const gain = around(a, one, i, p) + around(b, two, j, q) - around(a, one, i, q) - around(b, two, j, p);
      if (gain <= least || !mayChange(state, p, a, b) || !mayChange(state, q, b, a)) continue;
      if (adopt(state, [[a, one.with(i, q)], [b, two.with(j, p)]])) return true; // prettier-ignore
    }
  return false;
}

/** 2-opt*: two routes exchange their ends. */
function cross(state: State, a: number, b: number): boolean {
  const { model } = state;
  const [one, two] = [stopsOf(state, a), stopsOf(state, b)];
  for (let i = 0; i <= one.length; i++)
    for (let j = 0; j <= two.length; j++) {
      const [p, q] = [at(state, a, one, i - 1), at(state, b, two, j - 1)];
      const [next, other] = [at(state, a, one, i), at(state, b, two, j)];
      const gain =
        legOf(model, a, p, next) + legOf(model, b, q, other) - legOf(model, a, p, other) - legOf(model, b, q, next);
      if (gain <= least) continue;
      const [tail, end] = [one.slice(i), two.slice(j)];
      if (!tail.every((c) => mayChange(state, c, a, b)) || !end.every((c) => mayChange(state, c, b, a))) continue;
      if (adopt(state, [[a, [...one.slice(0, i), ...end]], [b, [...two.slice(0, j), ...tail]]])) return true; // prettier-ignore
    }
  return false;
}
