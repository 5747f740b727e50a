// Tracks survive their compact form; stays that are told again are told of once.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compactTrack, expandTrack } from './compact-track.ts';
import { compareStays, type KnownStay } from './compare-stays.ts';
import type { JudgedStay, StayEvidence } from './stay.ts';

it('a track comes back from its compact form, to about a metre and a second', () => {
  const point = fc.record({
    lon: fc.double({ min: 73, max: 136, noNaN: true }),
    lat: fc.double({ min: 3, max: 54, noNaN: true }),
    seconds: fc.integer({ min: 0, max: 86_399 }),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 50 }), (points) => {
      const begin = Date.parse('2026-11-26T00:00:00Z');
      const fixes = points.map(({ lon, lat, seconds }) => ({
        lon,
        lat,
        deviceAt: new Date(begin + seconds * 1000).toISOString(),
      }));
      const back = expandTrack(compactTrack(fixes));
      expect(back).toHaveLength(fixes.length);
      for (const [index, { lon, lat, at }] of back.entries()) {
        expect(Math.abs(lon - fixes[index]!.lon)).toBeLessThan(0.6e-5);
        expect(Math.abs(lat - fixes[index]!.lat)).toBeLessThan(0.6e-5);
        expect(at).toBe(Date.parse(fixes[index]!.deviceAt));
      }
    }),
  );
});

const evidence = {} as StayEvidence;
const told = (arrivedAt: number, leftAt?: number, placeId = 'village'): JudgedStay => ({
  placeId,
  arrivedAt,
  confirmedAt: arrivedAt + 10,
  ...(leftAt !== undefined && { leftAt }),
  evidence,
});
const known = (stayId: string, stay: JudgedStay): KnownStay => ({ stayId, ...stay });

it('says what is new, what was corrected and what is withdrawn', () => {
  const { confirmedAt: _, ...short } = told(100);
  expect(compareStays([], [short]).stays[0]!.news).toEqual([{ what: 'arrived', corrects: false }]);
  expect(compareStays([known('a', short)], [told(100)]).stays[0]).toMatchObject({
    stayId: 'a',
    news: [{ what: 'arrived', corrects: false }],
  });
  expect(compareStays([known('a', told(100))], [told(100, 200)]).stays[0]!.news).toEqual([
    { what: 'left', corrects: false },
  ]);
  expect(compareStays([known('a', told(100, 200))], [told(90, 220)]).stays[0]).toMatchObject({
    stayId: 'a',
    news: [
      { what: 'arrived', corrects: true },
      { what: 'left', corrects: true },
    ],
  });
  expect(compareStays([known('a', told(100, 200))], [told(300, 400)])).toMatchObject({ withdrawn: ['a'] });
  expect(compareStays([known('a', told(100, 200))], [told(100, 200, 'other')])).toMatchObject({ withdrawn: ['a'] });
});

it('is silent where nothing changed', () => {
  const stays = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(stays, (starts) => {
      const now = starts.toSorted((a, b) => a - b).map((start) => told(start * 100, start * 100 + 90));
      const standing = now.map((stay, index) => known(String(index), stay));
      const { stays: compared, withdrawn } = compareStays(standing, now);
      expect(withdrawn).toEqual([]);
      expect(compared.flatMap(({ news }) => news)).toEqual([]);
      expect(compared.map(({ stayId }) => stayId)).toEqual(standing.map(({ stayId }) => stayId));
    }),
  );
});
