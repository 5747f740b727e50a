// From the state of a search to bare decisions and back.
import type { RouteOrder } from '../plan.ts';
import type { State } from './state.ts';

export function ordersOf(state: State): RouteOrder[] {
  const { routes, stride, vehicles } = state.model;
  const orders: RouteOrder[] = [];
  for (let r = 0; r < routes; r++) {
    const length = state.length[r]!;
    if (length === 0) continue;
    const customers = Array.from(state.order.subarray(r * stride + 1, r * stride + 1 + length));
    orders.push({ day: (r / vehicles) | 0, vehicle: r % vehicles, customers });
  }
  return orders;
}

/** Takes over what is still possible of a plan; customers whose visits aren't all possible stay unassigned. */
export function takeOver(state: State, orders: readonly RouteOrder[]): void {
  const { model } = state;
  const days: number[][] = Array.from({ length: model.n }, () => []);
  for (const { day, customers } of orders) for (const c of customers) days[c]?.push(day);
  const patternOf = (c: number): number => {
    const wanted = days[c]!.toSorted((a, b) => a - b).join();
    for (let p = model.patternStart[c]!; p < model.patternStart[c + 1]!; p++)
      if (model.dayOf.subarray(model.dayStart[p], model.dayStart[p + 1]).join() === wanted) return p;
    return -1;
  };
  for (let c = 0; c < model.n; c++) {
    const p = patternOf(c);
    if (p >= 0) state.choosePattern(c, p);
  }
  for (const { day, vehicle, customers } of orders) {
    const r = day * model.vehicles + vehicle;
    for (const c of customers) {
      if (state.pattern[c]! < 0) continue;
      const allowed = model.open[r] === 1 && (model.visitCost?.[c * model.routes + r] ?? 0) < Infinity;
      if (allowed && state.length[r]! < model.maxStops[r]!) state.insert(c, r, state.length[r]! + 1);
      if (allowed && state.keepsTime(r)) continue;
      state.unassign(c);
    }
  }
}
