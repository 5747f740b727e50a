// A simulated drive reaches its stops, stands there, comes home, and is the same whenever it is told.
import { expect, it } from 'vitest';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import { random } from '../random.ts';
import { drivePoint, drivePoints, planDrive, type DriveOrder } from './drive.ts';

const begin = Date.parse('2026-11-26T00:00:00Z');
const minute = 60_000;
const order: DriveOrder = {
  base: [119.4, 30.2],
  stops: [
    {
      visitId: 'a',
      at: [119.5, 30.2],
      plannedArriveAt: begin + 30 * minute,
      plannedLeaveAt: begin + 70 * minute,
      way: [
        [119.4, 30.2],
        [119.45, 30.24],
        [119.5, 30.2],
      ],
    },
    {
      visitId: 'b',
      at: [119.5, 30.25],
      plannedArriveAt: begin + 85 * minute,
      plannedLeaveAt: begin + 125 * minute,
      way: [
        [119.5, 30.2],
        [119.5, 30.25],
      ],
    },
  ],
  wayHome: [
    [119.5, 30.25],
    [119.4, 30.2],
  ],
};
const legs = (seed: number) => planDrive(order, random(seed, 'drive'));

it('reaches each stop near its time, stays there, and comes home', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const drive = legs(seed);
    expect(drive).toHaveLength(3);
    for (const [index, stop] of order.stops.entries()) {
      const arriveAt = drive[index]!.times.at(-1)!;
      const leaveAt = drive[index + 1]!.times[0]!;
      expect(Math.abs(arriveAt - stop.plannedArriveAt)).toBeLessThan(45 * minute);
      expect(leaveAt - arriveAt).toBeGreaterThanOrEqual(30 * minute);
      const there = drivePoint(order, drive, (arriveAt + leaveAt) / 2);
      expect(there).toMatchObject({ lon: stop.at[0], lat: stop.at[1], speedKilometresPerHour: 0, ignitionOn: false });
    }
    const home = drivePoint(order, drive, drive[2]!.times.at(-1)! + 1);
    expect([home.lon, home.lat]).toEqual(order.base);
  }
});

it('moves no faster than its speed says, and tells the same points in any portions', () => {
  const drive = legs(7);
  const until = begin + 180 * minute;
  const points = drivePoints(order, drive, begin - 60 * minute, until);
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (!before) continue;
    const metres = distanceMetres([before.lon, before.lat], [point.lon, point.lat]);
    expect(metres / ((point.at - before.at) / 1000)).toBeLessThan(40);
  }
  const portions = [begin - 60 * minute, begin + 13_337, begin + 50 * minute, until];
  const again = portions.slice(1).flatMap((to, index) => drivePoints(order, drive, portions[index]!, to));
  expect(again).toEqual(points);
});
