// The replay shows a vehicle on its track and never a state that was not known yet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualCheckInPolicy } from '../../../rules/visit-state.ts';
import type { VisitCheckIn } from '../../../check-in-contract.ts';
import { lastBefore, placeAt, stateAt } from './replay.ts';

const fixes = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 10_000 }),
      lon: fc.double({ min: 119, max: 120, noNaN: true }),
      lat: fc.double({ min: 30, max: 31, noNaN: true }),
    }),
    {
      selector: (one) => one.at,
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((some) => some.toSorted((a, b) => a.at - b.at));

describe('the replay', () => {
  it('finds the last fix before an instant', () => {
    fc.assert(
      fc.property(fixes, fc.integer({ min: -10, max: 10_010 }), (track, at) => {
        expect(lastBefore(track, at)).toBe(track.filter((one) => one.at <= at).length - 1);
      }),
    );
  });
  it('is unknown before the first fix, between two fixes between them, after the last where it stood', () => {
    fc.assert(
      fc.property(fixes, fc.integer({ min: -10, max: 10_010 }), (track, at) => {
        const place = placeAt(track, at);
        if (at < track[0]!.at) {
          expect(place).toBeUndefined();
          return;
        }
        const index = lastBefore(track, at);
        const [from, to] = [track[index]!, track[index + 1] ?? track[index]!];
        expect(place!.lon).toBeGreaterThanOrEqual(Math.min(from.lon, to.lon) - 1e-9);
        expect(place!.lon).toBeLessThanOrEqual(Math.max(from.lon, to.lon) + 1e-9);
      }),
    );
  });
  it('knows no arrival before it happened', () => {
    const stop = {
      state: 'done',
      plannedArriveAt: '2026-11-27T01:00:00Z',
      plannedLeaveAt: '2026-11-27T02:00:00Z',
      arriveAt: '2026-11-27T01:05:00Z',
      leaveAt: '2026-11-27T02:02:00Z',
    } as VisitCheckIn;
    const at = (time: string) => stateAt(stop, usualCheckInPolicy, Date.parse(`2026-11-27T${time}:00Z`));
    expect([at('00:00'), at('00:45'), at('01:04'), at('01:06'), at('02:03')]).toEqual([
      'upcoming',
      'due',
      'due',
      'under-way',
      'done',
    ]);
  });
});
