// The error of a device's clock goes out of what it says.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trueTime } from './true-time.ts';

it('a clock that is wrong by any amount tells the true time, as long as it is wrong by the same amount', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10 * 86_400_000, max: 10 * 86_400_000 }),
      fc.integer({ min: 0, max: 7 * 86_400_000 }),
      (wrongBy, age) => {
        const received = new Date('2026-11-22T08:00:00.000Z');
        const sent = new Date(received.getTime() + wrongBy);
        const made = new Date(sent.getTime() - age);
        expect(Date.parse(trueTime(made.toISOString(), sent.toISOString(), received))).toBe(received.getTime() - age);
      },
    ),
  );
});

it('nothing was made after it came', () => {
  const received = new Date('2026-11-22T08:00:00.000Z');
  expect(trueTime('2026-11-23T08:00:00.000Z', '2026-11-22T08:00:00.000Z', received)).toBe(received.toISOString());
});
