// A routing problem turned into flat arrays, the only form that the inner loops read.
import type { RoutingProblem } from '../problem.ts';

/** Nodes are the customers 0..n-1, then one node per depot; a route is numbered `day * vehicles + vehicle`. */
export interface Model {
  n: number;
  nodes: number;
  days: number;
  vehicles: number;
  routes: number;
  /** Room of a route's order: its customers and the depot at both ends. */
  stride: number;
  /** Offset of a day's matrices. */
  matrixOf: Int32Array;
  /** `cost[matrixOf[day] + from * nodes + to]`; `costInto` has from and to exchanged. */
  cost: Float64Array;
  costInto: Float64Array;
  seconds: Float64Array;
  secondsInto: Float64Array;
  /** The cost of a leg is its seconds, so the cheapest place is the shortest as well. */
  costIsTime: boolean;
  depotOf: Int32Array;
  /** Vehicles that nothing tells apart share a class. */
  classOf: Int32Array;
  open: Uint8Array;
  capacity: Float64Array;
  maxWork: Float64Array;
  maxStops: Int32Array;
  /** Windows, shifts or absences exist. */
  timed: boolean;
  shiftFrom: Float64Array;
  shiftTo: Float64Array;
  awayFrom: Float64Array;
  awayTo: Float64Array;
  service: Float64Array;
  demand: Float64Array;
  windowFrom: Float64Array;
  windowTo: Float64Array;
  /** Patterns of customer c that its blocked and pinned days allow: patternStart[c]..patternStart[c + 1]. */
  patternStart: Int32Array;
  /** Days of pattern p: dayStart[p]..dayStart[p + 1] in dayOf. */
  dayStart: Int32Array;
  dayOf: Int32Array;
  patternCost: Float64Array;
  /** Index of the pattern in the problem. */
  patternIndex: Int32Array;
  /** Days of any pattern: allowedStart[c]..allowedStart[c + 1] in allowedDay. */
  allowedStart: Int32Array;
  allowedDay: Int32Array;
  /** Cost of a visit beyond travel, `Infinity` = not allowed; null when all visits are free and allowed. */
  visitCost: Float64Array | null;
  /** Vehicles that may come at all: eligibleStart[c]..eligibleStart[c + 1] in eligible. */
  eligibleStart: Int32Array;
  eligible: Int32Array;
  sameVehicle: Uint8Array;
  /** Cost per squared second of a route's work. */
  balance: number;
  /** Nearest customers of each, itself first: neighbour[c * reach + i]. */
  reach: number;
  neighbour: Int32Array;
}

const never = Number.POSITIVE_INFINITY;

export function buildModel(problem: RoutingProblem): Model {
  const { days, customers, vehicles, weights } = problem;
  const n = customers.length;
  const depots = [...new Set(vehicles.map(({ depot }) => depot))];
  const places = Int32Array.from([...customers.map(({ location }) => location), ...depots]);
  const nodes = places.length;
  const routes = days * vehicles.length;
  const longest = Math.max(1, ...vehicles.map(({ maxStops }) => Math.min(n, maxStops ?? n)));
  const travels = [problem.travel, ...(problem.travelOn ?? []).map(({ travel }) => travel)];
  const matrixOf = new Int32Array(days);
  problem.travelOn?.forEach(({ day }, index) => (matrixOf[day] = (index + 1) * nodes * nodes));
  const seconds = new Float64Array(travels.length * nodes * nodes);
  const cost = new Float64Array(seconds.length);
  travels.forEach((travel, index) => {
    let to = index * nodes * nodes;
    for (const a of places)
      for (const b of places) {
        const at = a * problem.locations + b;
        // A leg between customers of one location is nothing even where the matrix has no such entry.
        seconds[to] = a === b ? 0 : travel.seconds[at]!;
        cost[to] =
          a === b
            ? 0
            : (weights.perSecond === 0 ? 0 : weights.perSecond * travel.seconds[at]!) +
              (weights.perMetre === 0 ? 0 : weights.perMetre * travel.metres[at]!);
        // Where no road leads a leg is so dear and long that none is ever part of a plan.
        if (!(cost[to]! < unreachable)) cost[to] = unreachable;
        if (!(seconds[to]! < unreachable)) seconds[to] = cost[to] = unreachable;
        to++;
      }
  });
  const exchanged = (matrix: Float64Array): Float64Array => {
    const result = new Float64Array(matrix.length);
    for (let base = 0; base < matrix.length; base += nodes * nodes)
      for (let a = 0; a < nodes; a++)
        for (let b = 0; b < nodes; b++) result[base + a * nodes + b] = matrix[base + b * nodes + a]!;
    return matrix.every((value, at) => value === result[at]) ? matrix : result;
  };
  const costIsTime = cost.every((value, at) => value === seconds[at]);
  const costInto = exchanged(cost);
  const shared: Pick<Model, 'cost' | 'costInto' | 'seconds' | 'secondsInto'> = costIsTime
    ? { cost, costInto, seconds: cost, secondsInto: costInto }
    : { cost, costInto, seconds, secondsInto: exchanged(seconds) };
  return {
    n,
    nodes,
    days,
    vehicles: vehicles.length,
    routes,
    stride: longest + 2,
    matrixOf,
    ...shared,
    costIsTime,
    ...vehicleArrays(problem, depots),
    ...customerArrays(problem),
    balance: (weights.perSquaredHour ?? 0) / 3600 ** 2,
    ...neighbours(n, nodes, cost),
  };
}

/** Cost and seconds of a leg where no road leads. */
export const unreachable = 1e9;

function vehicleArrays(problem: RoutingProblem, depots: readonly number[]) {
  const { days, vehicles, customers } = problem;
  const routes = days * vehicles.length;
  const fill = (value: number) => new Float64Array(routes).fill(value);
  const open = new Uint8Array(routes).fill(1);
  const [capacity, maxWork] = [fill(never), fill(never)];
  const [shiftFrom, shiftTo, awayFrom, awayTo] = [fill(0), fill(never), fill(never), fill(-never)];
  const maxStops = new Int32Array(routes);
  let timed = customers.some(({ window, windowOn }) => window !== undefined || (windowOn?.length ?? 0) > 0);
  vehicles.forEach((vehicle, v) => {
    if (vehicle.shift || vehicle.shiftOn?.length || vehicle.away?.length) timed = true;
    for (let day = 0; day < days; day++) {
      const r = day * vehicles.length + v;
      const shift = vehicle.shiftOn?.find((other) => other.day === day) ?? vehicle.shift;
      const away = vehicle.away?.find((span) => span.day === day);
      capacity[r] = vehicle.capacity ?? never;
      maxWork[r] = vehicle.maxWorkSeconds ?? never;
      maxStops[r] = Math.min(customers.length, vehicle.maxStops ?? customers.length);
      if (vehicle.daysOut?.includes(day) || maxStops[r] === 0) open[r] = 0;
      if (shift) [shiftFrom[r], shiftTo[r]] = [shift.fromSeconds, shift.toSeconds];
      if (away) [awayFrom[r], awayTo[r]] = [away.fromSeconds, away.toSeconds];
    }
  });
  // Eligibility and published visits tell vehicles apart, so classes matter only where neither exists.
  const plain = customers.every(({ vehicles: eligible, published, pinned }) => !eligible && !published && !pinned);
  const classes = new Map<string, number>();
  const classOf = Int32Array.from(vehicles, (vehicle, v) => {
    const { id: _id, ...rest } = vehicle;
    const key = plain ? JSON.stringify(rest) : String(v);
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
  const depotOf = Int32Array.from(vehicles, ({ depot }) => customers.length + depots.indexOf(depot));
  return { depotOf, classOf, open, capacity, maxWork, maxStops, timed, shiftFrom, shiftTo, awayFrom, awayTo };
}

function customerArrays(problem: RoutingProblem) {
  const { days, customers, vehicles } = problem;
  const n = customers.length;
  const routes = days * vehicles.length;
  const windowFrom = new Float64Array(n * days);
  const windowTo = new Float64Array(n * days).fill(never);
  const patternStart = new Int32Array(n + 1);
  const allowedStart = new Int32Array(n + 1);
  const dayStart: number[] = [0];
  const dayOf: number[] = [];
  const patternCost: number[] = [];
  const patternIndex: number[] = [];
  const allowedDay: number[] = [];
  const priced = customers.some(({ vehicles: eligible, published, pinned }) => eligible || published || pinned);
  const visitCost = priced ? new Float64Array(n * routes) : null;
  const eligibleStart = new Int32Array(n + 1);
  const eligible: number[] = [];
  customers.forEach((customer, c) => {
    const allowed = new Set<number>();
    const pinnedDays = customer.pinned?.map(({ day }) => day) ?? [];
    customer.patterns.forEach((pattern, index) => {
      if (pattern.days.some((day) => customer.daysBlocked?.includes(day))) return;
      if (!pinnedDays.every((day) => pattern.days.includes(day))) return;
      for (const day of pattern.days) {
        dayOf.push(day);
        allowed.add(day);
      }
      dayStart.push(dayOf.length);
      patternCost.push(pattern.cost ?? 0);
      patternIndex.push(index);
    });
    patternStart[c + 1] = patternCost.length;
    allowedDay.push(...[...allowed].sort((a, b) => a - b));
    allowedStart[c + 1] = allowedDay.length;
    for (let day = 0; day < days; day++) {
      const window = customer.windowOn?.find((other) => other.day === day) ?? customer.window;
      if (window) [windowFrom[c * days + day], windowTo[c * days + day]] = [window.fromSeconds, window.toSeconds];
    }
    const row = visitCost?.subarray(c * routes, (c + 1) * routes);
    if (row) priceVisits(problem, c, row);
    for (let v = 0; v < vehicles.length; v++)
      if (!row || row.some((cost, r) => r % vehicles.length === v && cost < never)) eligible.push(v);
    eligibleStart[c + 1] = eligible.length;
  });
  return {
    service: Float64Array.from(customers, ({ serviceSeconds }) => serviceSeconds),
    demand: Float64Array.from(customers, ({ demand }) => demand ?? 0),
    windowFrom,
    windowTo,
    patternStart,
    dayStart: Int32Array.from(dayStart),
    dayOf: Int32Array.from(dayOf),
    patternCost: Float64Array.from(patternCost),
    patternIndex: Int32Array.from(patternIndex),
    allowedStart,
    allowedDay: Int32Array.from(allowedDay),
    visitCost,
    eligibleStart,
    eligible: Int32Array.from(eligible),
    sameVehicle: Uint8Array.from(customers, (customer) =>
      customer.sameVehicle && customer.patterns.some((pattern) => pattern.days.length > 1) ? 1 : 0,
    ),
  };
}

function priceVisits({ days, customers, vehicles }: RoutingProblem, c: number, row: Float64Array): void {
  const { vehicles: eligible, published, moveCost = 0, pinned } = customers[c]!;
  if (eligible) {
    row.fill(never);
    for (const { vehicle, cost } of eligible)
      for (let day = 0; day < days; day++) row[day * vehicles.length + vehicle] = cost ?? 0;
  }
  if (published) {
    for (let at = 0; at < row.length; at++) row[at] = row[at]! + moveCost;
    for (const { day, vehicle } of published) {
      const at = day * vehicles.length + vehicle;
      row[at] = row[at]! - moveCost;
    }
  }
  for (const { day, vehicle } of pinned ?? [])
    if (vehicle !== undefined)
      for (let v = 0; v < vehicles.length; v++) if (v !== vehicle) row[day * vehicles.length + v] = never;
}

/** As many as a ruin may look at. */
const mostNeighbours = 120;

function neighbours(n: number, nodes: number, cost: Float64Array) {
  const reach = Math.min(n, mostNeighbours);
  const neighbour = new Int32Array(n * reach);
  const near = new Float64Array(n);
  for (let c = 0; c < n; c++) {
    for (let other = 0; other < n; other++)
      near[other] = other === c ? -1 : Math.min(cost[c * nodes + other]!, cost[other * nodes + c]!);
    const order = Array.from(near.keys()).sort((a, b) => near[a]! - near[b]!);
    for (let i = 0; i < reach; i++) neighbour[c * reach + i] = order[i]!;
  }
  return { reach, neighbour };
}
