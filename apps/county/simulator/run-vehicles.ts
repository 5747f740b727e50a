// The living fleet: a terminal in each vehicle drives the published day over JT/T 808, and tells the morning where it starts at noon.
import { setTimeout as wait } from 'node:timers/promises';
import { dayOf } from '#platform/contract.ts';
import { fleetRoutes } from '#foundation/fleet/contract.ts';
import type { Position } from '#foundation/fleet/rules/jt808/position.ts';
import { random } from '../random.ts';
import { clearVehicles } from './clear-vehicles.ts';
import { readDayOrders, type DayOrders, type VehicleOrder } from './day-orders.ts';
import { drivePoints, planDrive, reportSeconds, type DriveLeg, type DrivePoint } from './drive.ts';
import { ServerClient } from './server-client.ts';
import { SimulatedTerminal } from './terminal.ts';

interface FleetOptions {
  server: string;
  gateway: { host: string; port: number };
  password: string;
  seed: number;
  /** How many times faster than real time the server's clock runs. */
  speed: number;
  /** This vehicle alone. */
  vehicleId?: string | undefined;
  signal: AbortSignal;
  say(line: string): void;
}

/** Account that the demo's seed makes for the simulator. */
const account = 'simulator-fleet';
const readAgainMilliseconds = 60_000;
const askAgainMilliseconds = 5_000;
const spreadMilliseconds = 250;
/** Terminals wake up in the morning before they drive. */
const wakesUp = 6.5 * 3_600_000;
/** So far back a day with visits is looked for when today has none yet. */
const mostDaysBack = 10;
const dayMilliseconds = 86_400_000;

interface Driving {
  order: VehicleOrder;
  legs: DriveLeg[];
  terminal: SimulatedTerminal;
  toldUntil: number;
}

export async function runFleet(options: FleetOptions): Promise<void> {
  const { seed, signal, say, speed } = options;
  const jitter = random(seed, 'fleet jitter');
  const client = new ServerClient({ ...options, account, jitter: () => jitter.next() });
  const driving = new Map<string, Driving>();
  let clock = { server: 0, here: 0 };
  const now = () => clock.server + (performance.now() - clock.here) * speed;
  const read = async (): Promise<boolean> => {
    const asked = performance.now();
    const orders = await readDayOrders(client, undefined, options.vehicleId);
    if (!orders) return false;
    clock = { server: orders.now, here: (asked + performance.now()) / 2 };
    for (const order of orders.vehicles) takeOrder(options, driving, orders.on, order);
    // Crews come when the terminals wake up.
    if (orders.now >= Date.parse(`${orders.on}T00:00:00+08:00`) + wakesUp) {
      const leaving = orders.vehicles.filter(({ stops }) => stops.length > 0);
      await clearVehicles(client, new Set(leaving.map((one) => one.vehicleId)));
    }
    return true;
  };
  try {
    while (!(await read())) {
      say('the day of the roving clinics is not told; asking again');
      await wait(askAgainMilliseconds, undefined, { signal });
    }
    say(
      `${driving.size} vehicles, ${[...driving.values()].filter(({ legs }) => legs.length > 0).length} with visits today`,
    );
    // One after the other: a morning of all vehicles at once would keep the first visitors waiting.
    for (const [index, { terminal }] of [...driving.values()].entries())
      setTimeout(() => terminal.dial(), index * spreadMilliseconds);
    let readAt = performance.now();
    let toldBefore = false;
    while (!signal.aborted) {
      if (performance.now() - readAt > readAgainMilliseconds) {
        await read();
        readAt = performance.now();
      }
      for (const one of driving.values()) tell(seed, one, now());
      if (!toldBefore) await tellDayBefore(options, client, driving, now());
      toldBefore = true;
      await wait(Math.max(50, (reportSeconds.driving * 1000) / speed), undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const { terminal } of driving.values()) terminal.stop();
    await client.leave();
  }
}

/** The drive of a day hangs on the seed, the vehicle and its visits alone: told again after a restart it is the same. */
const legsOf = (seed: number, on: string, order: VehicleOrder): DriveLeg[] =>
  planDrive(order, random(seed, 'drive', on, order.vehicleId));

function takeOrder(
  { gateway, seed }: FleetOptions,
  driving: Map<string, Driving>,
  on: string,
  order: VehicleOrder,
): void {
  const known = driving.get(order.vehicleId);
  const { vehicleId, phone, plate } = order;
  const wakesAt = Date.parse(`${on}T00:00:00+08:00`) + wakesUp;
  const terminal =
    known?.terminal ??
    new SimulatedTerminal({ ...gateway, phone, plate, terminalId: vehicleId.replaceAll('-', '').slice(-7) });
  driving.set(vehicleId, {
    order,
    legs: legsOf(seed, on, order),
    terminal,
    toldUntil: Math.max(known?.toldUntil ?? 0, wakesAt),
  });
}

function tell(seed: number, one: Driving, until: number): void {
  const points = drivePoints(one.order, one.legs, one.toldUntil, until);
  one.toldUntil = Math.max(one.toldUntil, until);
  // Stretches with and without signal, one after the other.
  for (let from = 0, to = 0; from < points.length; from = to) {
    const { covered } = points[from]!;
    while (to < points.length && points[to]!.covered === covered) to++;
    one.terminal.setCovered(covered);
    one.terminal.report(points.slice(from, to).map((point) => positionOf(seed, one.order.vehicleId, point)));
  }
}

/** Metres by which a receiver errs, of one of two directions (assumed; open sky). */
const errorMetres = 5;

function positionOf(seed: number, vehicleId: string, point: DrivePoint): Position {
  // The error belongs to the moment: a point that is sent again is the same point.
  const error = random(seed, 'fix', vehicleId, point.at);
  const degrees = () => error.normal(0, errorMetres) / 111_000;
  return {
    alarm: 0,
    status: (point.ignitionOn ? 1 : 0) | 2,
    lon: Math.round((point.lon + degrees()) * 1e6) / 1e6,
    lat: Math.round((point.lat + degrees()) * 1e6) / 1e6,
    altitudeMetres: 0,
    speedKilometresPerHour: Math.round(point.speedKilometresPerHour * 10) / 10,
    heading: Math.round(point.heading),
    deviceAt: new Date(point.at),
    extras: { satellites: 9 + error.below(5), unknown: [] },
  };
}

/** Where today's visits have not begun, the last day that had some is told, if nobody has told it: there is something to see. */
async function tellDayBefore(
  { vehicleId, seed, say }: FleetOptions,
  client: ServerClient,
  driving: ReadonlyMap<string, Driving>,
  now: number,
): Promise<void> {
  if ([...driving.values()].some(({ legs }) => legs.length > 0 && legs[0]!.times[0]! < now)) return;
  const before = await lastDayWithVisits(client, vehicleId, now);
  if (!before) return;
  const told = await client.call(fleetRoutes.dayTracks, { query: { on: before.on } });
  if (!told.ok || told.reply.tracks.length > 0) return;
  say(`telling ${before.on}`);
  const midnight = Date.parse(`${before.on}T00:00:00+08:00`);
  for (const order of before.vehicles) {
    const points = drivePoints(
      order,
      legsOf(seed, before.on, order),
      midnight + wakesUp,
      midnight + dayMilliseconds - 1,
    );
    driving.get(order.vehicleId)?.terminal.report(points.map((point) => positionOf(seed, order.vehicleId, point)));
  }
}

async function lastDayWithVisits(
  client: ServerClient,
  vehicleId: string | undefined,
  now: number,
): Promise<DayOrders | undefined> {
  for (let back = 1; back <= mostDaysBack; back++) {
    const on = dayOf(new Date(now - back * dayMilliseconds));
    const orders = await readDayOrders(client, on, vehicleId);
    if (orders?.vehicles.some(({ stops }) => stops.length > 0)) return orders;
  }
  return undefined;
}
