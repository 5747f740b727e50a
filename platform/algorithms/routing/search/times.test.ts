// The latest departure is the exact inverse of the start of service.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { latestDeparture, startOf } from './times.ts';

it('starts in time exactly when it leaves no later than the latest departure', () => {
  const whole = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(
      whole(60),
      whole(20),
      whole(60),
      whole(10),
      fc.option(fc.tuple(whole(40), whole(20))),
      whole(90),
      (depart, travel, open, service, away, latest) => {
        const [from, to] = away ? [away[0], away[0] + away[1]] : [Infinity, -Infinity];
        const start = startOf(depart, travel, open, service, from, to);
        const limit = latestDeparture(latest, travel, open, service, from, to);
        expect(start <= latest).toBe(depart <= limit);
        expect(startOf(depart + 1, travel, open, service, from, to)).toBeGreaterThanOrEqual(start);
        if (away) expect(start >= to || start + service <= from).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});
