// Pure rules of points: thinned-out tracks stay within their tolerance, fingerprints tell points apart, buckets hold a rate.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planeAround } from '#foundation/geo/rules/distance.ts';
import { fingerprintOf } from './fingerprint.ts';
import { positions } from './jt808/test-frames.ts';
import { judgePointTime } from './point-time.ts';
import { simplifyTrack } from './simplify-track.ts';
import { fullBucket, takeTokens } from './token-bucket.ts';

const tracks = fc.array(
  fc.record({ lon: fc.integer({ min: 0, max: 2_000 }), lat: fc.integer({ min: 0, max: 2_000 }) }),
  { maxLength: 40 },
);

it('no dropped point lies further from the thinned-out track than the tolerance', () => {
  const plane = planeAround([119.7, 30.2]);
  fc.assert(
    fc.property(tracks, fc.integer({ min: 1, max: 500 }), (steps, tolerance) => {
      const points = steps.map(({ lon, lat }, index) => ({
        lon: 119.7 + lon / 100_000,
        lat: 30.2 + lat / 100_000,
        index,
      }));
      const kept = simplifyTrack(points, tolerance);
      expect(kept[0]).toEqual(points[0]);
      expect(kept.at(-1)).toEqual(points.at(-1));
      for (let at = 1; at < kept.length; at++) {
        const [a, b] = [kept[at - 1]!, kept[at]!].map(({ lon, lat }) => plane.toMetres([lon, lat]));
        for (const between of points.slice(kept[at - 1]!.index + 1, kept[at]!.index)) {
          const [x, y] = plane.toMetres([between.lon, between.lat]);
          const [dx, dy] = [b![0] - a![0], b![1] - a![1]];
          const length = dx * dx + dy * dy;
          const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a![0]) * dx + (y - a![1]) * dy) / length));
          const off = Math.hypot(x - a![0] - share * dx, y - a![1] - share * dy);
          expect(off).toBeLessThan(tolerance * 1.001 + 0.1);
        }
      }
    }),
    { numRuns: 100 },
  );
});

it('a straight drive keeps its ends only', () => {
  const drive = Array.from({ length: 100 }, (_, step) => ({ lon: 119.7 + step / 10_000, lat: 30.2 }));
  expect(simplifyTrack(drive, 1)).toEqual([drive[0], drive.at(-1)]);
});

it('fingerprints are the same for the same point and differ for others', () => {
  fc.assert(
    fc.property(positions, (position) => {
      const print = fingerprintOf(position);
      expect(fingerprintOf({ ...position, extras: { unknown: [] } })).toBe(print);
      expect(print).toBe(print | 0);
      for (const other of [
        { ...position, heading: (position.heading + 1) % 360 },
        { ...position, lat: position.lat > 0 ? position.lat - 0.000001 : position.lat + 0.000001 },
        { ...position, altitudeMetres: position.altitudeMetres + 1 },
      ])
        expect(fingerprintOf(other)).not.toBe(print);
    }),
    { numRuns: 100 },
  );
  const near = new Set<number>();
  for (let east = 0; east < 300; east++)
    for (let north = 0; north < 300; north++)
      near.add(
        fingerprintOf({
          alarm: 0,
          status: 3,
          lat: 30 + north / 1_000_000,
          lon: 119 + east / 1_000_000,
          altitudeMetres: 0,
          speedKilometresPerHour: 0,
          heading: 0,
          extras: { unknown: [] },
        }),
      );
  // 90,000 of 4.3 thousand million: about one pair by chance.
  expect(near.size).toBeGreaterThan(89_990);
});

it('judges the time of a point', () => {
  const received = new Date('2026-11-22T00:00:00Z');
  const after = (seconds: number) => judgePointTime(new Date(received.getTime() + seconds * 1000), received);
  expect([after(600), after(601), after(-90 * 86_400), after(-90 * 86_400 - 1)]).toEqual([
    'plausible',
    'clock-ahead',
    'plausible',
    'too-old',
  ]);
});

it('a bucket lets a burst through and then holds the rate, whatever the sizes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 100 }), (sizes) => {
      const rate = { perSecond: 10, burst: 20 };
      let bucket = fullBucket(rate, 0);
      let now = 0;
      for (const size of sizes) {
        const taken = takeTokens(bucket, rate, size, now);
        bucket = taken.bucket;
        now += taken.waitMilliseconds;
      }
      const count = sizes.reduce((sum, size) => sum + size, 0);
      expect(now).toBeGreaterThanOrEqual(Math.max(0, (count - rate.burst) * 100));
      expect(now).toBeLessThanOrEqual(Math.max(0, (count - rate.burst) * 100) + sizes.length);
    }),
    { numRuns: 100 },
  );
});
