// Stays are told from points: jitter, gaps, drive-bys and wrong orders change neither their number nor their times.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayBegins, judgePoints, staysOf, type DayState } from './judge-stays.ts';
import type { StayPoint, WatchedPlace } from './stay.ts';
import { trackingPolicy as policy } from './tracking-policy.ts';

const start = Date.parse('2026-11-26T00:00:00Z');
const metre = 1 / 111_195;
/** Places on one meridian, `north` metres from the base. */
const place = (id: string, north: number, more: Partial<WatchedPlace> = {}): WatchedPlace => ({
  id,
  isBase: id === 'base',
  middle: [119.5, 30 + north * metre],
  radiusMetres: 150,
  ...more,
});
const places = [place('base', 0), place('first', 5_000), place('second', 9_000)];

/** One point every ten seconds. */
function drive(...legs: readonly (readonly [north: number, seconds: number, speed: number, jitter?: number])[]) {
  const points: StayPoint[] = [];
  let at = start;
  let north = 0;
  for (const [to, seconds, speed, jitter = 0] of legs) {
    const steps = Math.max(1, Math.round(seconds / 10));
    const from = north;
    for (let step = 1; step <= steps; step++) {
      north = from + ((to - from) * step) / steps;
      at += 10_000;
      const off = jitter * Math.sin(step * 12.9898) * Math.cos(step * 78.233);
      points.push({
        at,
        receivedAt: at + 1_000,
        lon: 119.5,
        lat: 30 + (north + off) * metre,
        speedKilometresPerHour: speed,
        ignitionOn: speed > 0,
        backfilled: false,
      });
    }
    north = to;
  }
  return points;
}
const judged = (points: readonly StayPoint[], at: readonly WatchedPlace[] = places): DayState =>
  judgePoints(dayBegins(), points, at, policy);
const round = drive(
  [0, 600, 0],
  [5_000, 500, 36],
  [5_000, 2_400, 0, 20],
  [9_000, 400, 36],
  [9_000, 1_800, 0, 20],
  [0, 900, 36],
  [0, 900, 0],
);

it('finds arrivals, stays, the beginning and the end of the trip', () => {
  const state = judged(round);
  const stays = staysOf(state);
  expect(stays.map(({ placeId }) => placeId)).toEqual(['first', 'second']);
  expect(stays[0]!.arrivedAt).toBe(start + 1_110_000);
  expect(stays[0]!.confirmedAt).toBe(start + 1_710_000);
  // The last point inside of the fence with its margin, on the way out.
  expect(stays[0]!.leftAt! - (start + 3_500_000)).toBeLessThanOrEqual(20_000);
  expect(stays[0]!.evidence).toMatchObject({
    backfilledPoints: 0,
    fastestKilometresPerHour: 36,
    longestGapSeconds: 10,
  });
  expect(stays[0]!.evidence.ignitionOffPoints).toBe(240);
  expect(state.startedAt! - (start + 600_000)).toBeLessThanOrEqual(20_000);
  expect(state.endedAt).toBe(start + 6_610_000);
});

it('a fence with a vehicle that jitters at its edge makes one stay', () => {
  const points = drive([5_000 - 150, 500, 36], [5_000 - 150, 3_000, 0, 45], [0, 500, 36]);
  expect(staysOf(judged(points))).toHaveLength(1);
  const polygon: [number, number][] = [
    [-200, 4_850],
    [200, 4_850],
    [200, 5_150],
    [-200, 5_150],
  ].map(([x, y]) => [119.5 + (x! * metre) / 0.866, 30 + y! * metre]);
  expect(staysOf(judged(points, [place('field', 5_000, { polygon })]))).toHaveLength(1);
});

it('driving through, a short stop, or a wild point make none; a wild point ends none', () => {
  expect(staysOf(judged(drive([5_000, 500, 36], [10_000, 500, 36])))).toEqual([]);
  expect(staysOf(judged(drive([5_000, 500, 36], [5_000, 500, 0], [12_000, 700, 36])))).toEqual([]);
  const wild = round.map((point, index) => (index === 150 ? { ...point, lat: 31 } : point));
  expect(staysOf(judged(wild)).map(({ arrivedAt, leftAt }) => [arrivedAt, leftAt])).toEqual(
    staysOf(judged(round)).map(({ arrivedAt, leftAt }) => [arrivedAt, leftAt]),
  );
});

it('watches a commitment around its time only, and of two at one place the nearer one in time', () => {
  const hour = 3_600_000;
  const at = (id: string, from: number) =>
    place(id, 5_000, { fromAt: start + from * hour, toAt: start + (from + 1) * hour });
  expect(staysOf(judged(round, [at('evening', 9)]))).toEqual([]);
  expect(staysOf(judged(round, [at('noon', 3), at('morning', 0)])).map(({ placeId }) => placeId)).toEqual(['morning']);
});

it('keeps a stay over a gap without signal, and says how long the gap was', () => {
  const points = round.filter((_point, index) => index < 130 || index > 250);
  const [stay] = staysOf(judged(points));
  expect(stay!.evidence.longestGapSeconds).toBe(1_220);
  const late = round.filter((_point, index) => index < 100 || index > 160);
  expect(staysOf(judged(late))[0]!.evidence.gapBeforeSeconds).toBe(620);
});

/** What the server does: goes on where it can, judges the whole day where points come late. */
function hear(batches: readonly (readonly StayPoint[])[]): DayState {
  const stored = new Map<number, StayPoint>();
  let state = dayBegins();
  for (const batch of batches) {
    const from = Math.min(...batch.map(({ at }) => at));
    for (const point of batch) if (!stored.has(point.at)) stored.set(point.at, point);
    const goesOn = state.lastAt === undefined || from > state.lastAt;
    const points = [...stored.values()].toSorted((a, b) => a.at - b.at);
    state = JSON.parse(
      JSON.stringify(
        judgePoints(
          goesOn ? state : dayBegins(),
          points.filter(({ at }) => !goesOn || at > (state.lastAt ?? 0)),
          places,
          policy,
        ),
      ),
    ) as DayState;
  }
  return state;
}

it('any order, any batches and any repetition of the same points give the same stays', () => {
  const whole = JSON.parse(JSON.stringify(judged(round))) as DayState;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: round.length }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 9, maxLength: 9 }),
      fc.integer({ min: 0, max: 8 }),
      (cuts, order, again) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), round.length];
        const batches = edges
          .slice(1)
          .map((to, index) => round.slice(edges[index], to))
          .filter((batch) => batch.length > 0);
        const ordered = batches
          .map((batch, index) => ({ batch, rank: order[index]! }))
          .toSorted((a, b) => a.rank - b.rank);
        const sent = [...ordered, ordered[again % ordered.length]!].map(({ batch }) => batch);
        expect(hear(sent)).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});

it('never tells of stays that overlap, are out of order or end before they begin', () => {
  const leg = fc.tuple(
    fc.constantFrom(0, 4_860, 5_000, 5_140, 7_000, 9_000),
    fc.integer({ min: 10, max: 2_000 }),
    fc.constantFrom(0, 3, 20, 60),
    fc.integer({ min: 0, max: 300 }),
  );
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 8 }), (legs) => {
      let before = 0;
      for (const { arrivedAt, confirmedAt, leftAt } of staysOf(judged(drive(...legs)))) {
        expect(arrivedAt).toBeGreaterThanOrEqual(before);
        if (leftAt === undefined) continue;
        expect(confirmedAt! - arrivedAt).toBeGreaterThanOrEqual(policy.dwellSeconds * 1000);
        expect(leftAt).toBeGreaterThanOrEqual(confirmedAt!);
        before = leftAt;
      }
    }),
    { numRuns: 60 },
  );
});
