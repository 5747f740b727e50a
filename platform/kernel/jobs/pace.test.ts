// Background work goes four at a time while nothing else is to be done, and steps back where people and devices are waiting.
import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

function paced() {
  let [at, share] = [0, 0];
  const pace = createPace(
    () => at,
    () => share,
  );
  return {
    pace,
    pass: (milliseconds: number) => (at += milliseconds),
    look(busy: number) {
      share = busy;
      pace.look();
    },
  };
}

it('goes four at a time and rests never while the process has time', () => {
  const { pace, look } = paced();
  look(0.8);
  expect([0, 3, 4].map((running) => pace.room(running))).toEqual([4, 1, 0]);
  expect(pace.restAfter(5_000)).toBe(0);
  expect(pace.room(0)).toBe(4);
  pace.deferredBegan();
  expect(pace.takesDeferred()).toBe(true);
});

it('begins one after another with rests while the process is busy, and what can wait every five seconds', () => {
  const { pace, look, pass } = paced();
  look(0.9);
  // A call that lasts minutes leaves room for one more.
  expect([0, 1, 2].map((running) => pace.room(running))).toEqual([1, 1, 0]);
  expect(pace.restAfter(200)).toBe(600);
  expect(pace.room(0)).toBe(0);
  pass(600);
  expect(pace.room(0)).toBe(1);
  expect(pace.restAfter(60_000)).toBe(1_000);
  pass(1_000);
  expect(pace.takesDeferred()).toBe(true);
  pace.deferredBegan();
  pass(4_999);
  expect(pace.takesDeferred()).toBe(false);
  pass(1);
  expect(pace.takesDeferred()).toBe(true);
});

it('goes on at once when the rush is over', () => {
  const { pace, look } = paced();
  look(1);
  pace.restAfter(1_000);
  look(0.1);
  expect(pace.room(0)).toBe(4);
});

it('measures the event loop where nothing else is given', () => {
  const pace = createPace();
  pace.look();
  const until = performance.now() + 50;
  while (performance.now() < until);
  pace.look();
  expect(pace.room(0)).toBe(1);
});
