// Right, wrong, lost and missing clocks of devices.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf, judgeTime } from './device-clock.ts';

const receivedAt = new Date('2026-11-22T08:00:00+08:00');
const judge = (at?: string, now?: string) =>
  judgeTime({
    deviceAt: at === undefined ? undefined : instantOf(at),
    deviceNow: now === undefined ? undefined : instantOf(now),
    receivedAt,
  });
const day = (text: string) => new Date(`${text}+08:00`);

it.each([
  ['a right clock', '2026-11-22T07:55:00', '2026-11-22T08:00:40', '2026-11-22T07:55:00', 'right'],
  ['nobody knows how far it is off', '2026-11-22T07:55:00', undefined, '2026-11-22T07:55:00', 'unchecked'],
  ['an hour slow', '2026-11-22T06:55:00', '2026-11-22T07:00:00', '2026-11-22T07:55:00', 'corrected'],
  ['back in 2017 after its battery', '2017-01-01T00:05:00', '2017-01-01T00:10:00', '2026-11-22T07:55:00', 'corrected'],
  ['2017, and nobody knows how far it is off', '2017-01-01T00:05:00', undefined, '2026-11-22T08:00:00', 'implausible'],
  ['in the future', '2026-11-22T09:00:00', undefined, '2026-11-22T08:00:00', 'implausible'],
  ['after its own now', '2026-11-22T09:00:00', '2026-11-22T08:00:00', '2026-11-22T08:00:00', 'implausible'],
  ['in another zone', '2026-11-21T23:55:00Z', '2026-11-22T00:00:00Z', '2026-11-22T07:55:00', 'right'],
  ['no clock', undefined, undefined, '2026-11-22T08:00:00', 'received'],
  ['a day that there is not', '2026-13-41T99:55:00', undefined, '2026-11-22T08:00:00', 'implausible'],
] as const)('%s', (_name, at, now, takenAt, clock) => {
  expect(judge(at, now)).toMatchObject({ takenAt: day(takenAt), clock });
});

it('never gives a time that cannot be, and moves all readings of one upload alike', () => {
  const when = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(when, when, fc.integer({ min: 0, max: 86_400_000 }), (deviceNow, other, before) => {
      const one = judgeTime({ deviceAt: new Date(deviceNow.getTime() - before), deviceNow, receivedAt });
      expect(receivedAt.getTime() - one.takenAt.getTime()).toBeGreaterThanOrEqual(-10 * 60_000);
      if (one.clock === 'corrected') expect(receivedAt.getTime() - one.takenAt.getTime()).toBe(before);
      const lost = judgeTime({ deviceAt: other, deviceNow: undefined, receivedAt });
      expect(lost.takenAt.getTime()).toBeLessThanOrEqual(receivedAt.getTime() + 10 * 60_000);
    }),
  );
});
