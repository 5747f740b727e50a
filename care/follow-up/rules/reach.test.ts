// Nobody is asked at night, no channel more often than allowed, and every person comes to an end.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channels, nextReach, usualReachPolicy, withinHours, type Channel, type Reached } from './reach.ts';

const at = (time: string) => new Date(`2026-11-27T${time}:00+08:00`);
const always = () => true;

it.each([
  ['08:59', '2026-11-27T09:00:00+08:00'],
  ['09:00', '2026-11-27T09:00:00+08:00'],
  ['18:59', '2026-11-27T18:59:00+08:00'],
  ['19:00', '2026-11-28T09:00:00+08:00'],
  ['23:30', '2026-11-28T09:00:00+08:00'],
  ['00:10', '2026-11-27T09:00:00+08:00'],
])('%s becomes %s', (time, expected) =>
  expect(withinHours(usualReachPolicy, at(time)).getTime()).toBe(Date.parse(expected)),
);

it('goes from the app to the television, SMS and a person of the team, a day apart', () => {
  expect(nextReach(usualReachPolicy, undefined, at('10:00'), always)).toMatchObject({ channel: 'app', attempts: 0 });
  const noTelevision = (one: Channel) => one !== 'tv';
  expect(nextReach(usualReachPolicy, { channel: 'app', attempts: 2 }, at('10:00'), always)).toMatchObject({
    channel: 'tv',
    attempts: 0,
  });
  expect(nextReach(usualReachPolicy, { channel: 'app', attempts: 2 }, at('10:00'), noTelevision)).toEqual({
    channel: 'sms',
    attempts: 0,
    at: new Date(at('10:00').getTime() + 86_400_000),
  });
  expect(nextReach(usualReachPolicy, { channel: 'staff', attempts: 1 }, at('10:00'), always)).toEqual({
    end: 'no-answer',
  });
  expect(nextReach(usualReachPolicy, undefined, at('10:00'), (one) => one !== 'app')).toMatchObject({ channel: 'tv' });
});

it('every person comes to an end, within the hours and the allowed attempts', () => {
  fc.assert(
    fc.property(
      fc.date({ min: at('00:00'), max: new Date('2027-12-31'), noInvalidDate: true }),
      fc.subarray([...channels]),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 72 }),
      (start, usable, attempts, hoursBetween) => {
        const policy = { ...usualReachPolicy, attempts, hoursBetween };
        const made = new Map<Channel, number>();
        let reached: Reached | undefined;
        let now = start;
        // Each machine's way at most five times, one call by the team, and the end.
        for (let step = 0; step < (channels.length - 1) * 5 + 2; step++) {
          const next = nextReach(policy, reached, now, (one) => usable.includes(one));
          if ('end' in next) return;
          expect(withinHours(policy, next.at)).toEqual(next.at);
          expect(next.at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          made.set(next.channel, (made.get(next.channel) ?? 0) + 1);
          expect(made.get(next.channel)).toBeLessThanOrEqual(next.channel === 'staff' ? 1 : attempts);
          reached = { channel: next.channel, attempts: next.attempts + 1 };
          now = next.at;
        }
        throw new Error('no end');
      },
    ),
  );
});
