// How a simulated vehicle drives a day: out along the roads, standing at its stops, and back, a little early or late as vehicles are.
import type { LonLat } from '#platform/contract.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import type { Random } from '../random.ts';

export interface DriveStop {
  visitId: string;
  at: LonLat;
  plannedArriveAt: number;
  plannedLeaveAt: number;
  /** From the stop before, or from the base; ends at the stop. */
  way: readonly LonLat[];
}
export interface DriveOrder {
  base: LonLat;
  stops: readonly DriveStop[];
  wayHome: readonly LonLat[];
}
/** From a place to the next; it stands until `departAt` and from `arriveAt` on. Milliseconds since 1970. */
export interface DriveLeg {
  way: readonly LonLat[];
  /** When it is at each point of the way. */
  times: readonly number[];
  /** A valley without signal on the way, in milliseconds since 1970. */
  silentFrom?: number;
  silentTo?: number;
}
export interface DrivePoint {
  at: number;
  lon: number;
  lat: number;
  speedKilometresPerHour: number;
  heading: number;
  ignitionOn: boolean;
  /** False in a valley without signal. */
  covered: boolean;
}

/** Assumed figures of a demo: nobody measured them. */
const drivingFacts = {
  kilometresPerHour: 38,
  /** Deviation of the travel time, of its length. */
  travelDeviation: 0.06,
  delayMinutes: { mean: 2, deviation: 4, seldom: 28, chance: 0.05 },
  stayDeviationMinutes: 4,
  silentChance: 0.25,
  /** So much slower through a bend than straight on. */
  bend: 2.2,
} as const;
const minute = 60_000;

/** The same order and numbers give the same drive, whenever it is asked for. */
export function planDrive(order: DriveOrder, numbers: Random): DriveLeg[] {
  const legs: DriveLeg[] = [];
  const { delayMinutes: delay } = drivingFacts;
  let leftAt: number | undefined;
  let plannedLeftAt: number | undefined;
  for (const stop of order.stops) {
    const usual = usualMilliseconds(stop.way);
    const planned = plannedLeftAt === undefined ? usual : stop.plannedArriveAt - plannedLeftAt;
    const travel =
      Math.max(usual * 0.6, Math.min(planned, usual * 2)) * (1 + numbers.normal(0, drivingFacts.travelDeviation));
    const late = numbers.chance(delay.chance) ? delay.seldom : numbers.normal(delay.mean, delay.deviation);
    const departAt = leftAt ?? stop.plannedArriveAt - travel + late * minute;
    const arriveAt = departAt + travel;
    legs.push(leg(stop.way, departAt, arriveAt, numbers));
    const shortest = arriveAt + 0.85 * (stop.plannedLeaveAt - stop.plannedArriveAt);
    leftAt = Math.max(shortest, stop.plannedLeaveAt + numbers.normal(0, drivingFacts.stayDeviationMinutes) * minute);
    plannedLeftAt = stop.plannedLeaveAt;
  }
  if (leftAt !== undefined) legs.push(leg(order.wayHome, leftAt, leftAt + usualMilliseconds(order.wayHome), numbers));
  return legs;
}

const usualMilliseconds = (way: readonly LonLat[]): number =>
  Math.max(minute, (lengthOf(way) / 1000 / drivingFacts.kilometresPerHour) * 60 * minute);
const lengthOf = (way: readonly LonLat[]): number =>
  way.slice(1).reduce((sum, to, index) => sum + distanceMetres(way[index]!, to), 0);

function leg(way: readonly LonLat[], departAt: number, arriveAt: number, numbers: Random): DriveLeg {
  const efforts = way.slice(1).map((to, index) => {
    const from = way[index]!;
    const turn = index === 0 ? 0 : turnBetween(way[index - 1]!, from, to);
    return distanceMetres(from, to) * (1 + (drivingFacts.bend - 1) * Math.min(1, turn / 90));
  });
  const whole = efforts.reduce((sum, effort) => sum + effort, 0) || 1;
  const times = [departAt];
  for (const effort of efforts) times.push(times.at(-1)! + (effort / whole) * (arriveAt - departAt));
  const begins = departAt + (0.2 + 0.4 * numbers.next()) * (arriveAt - departAt);
  const ends = begins + 0.3 * (arriveAt - departAt);
  return numbers.chance(drivingFacts.silentChance)
    ? { way, times, silentFrom: begins, silentTo: ends }
    : { way, times };
}

function headingBetween([lon, lat]: LonLat, [toLon, toLat]: LonLat): number {
  const east = (toLon - lon) * Math.cos((lat * Math.PI) / 180);
  return (Math.round((Math.atan2(east, toLat - lat) * 180) / Math.PI) + 360) % 360;
}
function turnBetween(a: LonLat, b: LonLat, c: LonLat): number {
  const turn = Math.abs(headingBetween(a, b) - headingBetween(b, c));
  return Math.min(turn, 360 - turn);
}

/** Where the vehicle is at a time. */
export function drivePoint({ base }: Pick<DriveOrder, 'base'>, legs: readonly DriveLeg[], at: number): DrivePoint {
  let place: LonLat = base;
  for (const { way, times, silentFrom, silentTo } of legs) {
    if (at < times[0]!) break;
    if (at >= times.at(-1)!) {
      place = way.at(-1)!;
      continue;
    }
    const next = times.findIndex((time) => time > at);
    const [from, to] = [way[next - 1]!, way[next]!];
    const span = times[next]! - times[next - 1]!;
    const share = (at - times[next - 1]!) / span;
    return {
      at,
      lon: from[0] + share * (to[0] - from[0]),
      lat: from[1] + share * (to[1] - from[1]),
      speedKilometresPerHour: Math.min(90, Math.max(6, (distanceMetres(from, to) / span) * 3_600)),
      heading: headingBetween(from, to),
      ignitionOn: true,
      covered: silentFrom === undefined || at < silentFrom || at > silentTo!,
    };
  }
  return { at, lon: place[0], lat: place[1], speedKilometresPerHour: 0, heading: 0, ignitionOn: false, covered: true };
}

/** Seconds between two points: driving, and standing with the engine off. */
export const reportSeconds = { driving: 10, standing: 60 } as const;

/** Points from one time to another on a fixed grid: asked for again they are the same, and the platform knows them. */
export function drivePoints(
  order: Pick<DriveOrder, 'base'>,
  legs: readonly DriveLeg[],
  after: number,
  until: number,
): DrivePoint[] {
  const points: DrivePoint[] = [];
  const step = reportSeconds.driving * 1000;
  for (let at = (Math.floor(after / step) + 1) * step; at <= until; at += step) {
    const point = drivePoint(order, legs, at);
    const edge = legs.some(({ times }) => at - times.at(-1)! < step && at >= times.at(-1)!);
    if (point.ignitionOn || edge || at % (reportSeconds.standing * 1000) === 0) points.push(point);
  }
  return points;
}
