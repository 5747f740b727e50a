// Turns: the first at once, everybody who asks meanwhile together, nobody forgotten.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurns } from './in-turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs at once, then once for all who asked while it ran or rested', async () => {
  const begun: number[] = [];
  const ask = inTurns(async () => {
    begun.push(Date.now() - start);
    await new Promise((done) => setTimeout(done, 10));
  }, 25);
  const start = Date.now();
  ask();
  expect(begun).toEqual([0]);
  ask();
  ask();
  await vi.advanceTimersByTimeAsync(20);
  ask();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(begun).toEqual([0, 35]);
  ask();
  expect(begun).toEqual([0, 35, 1_020]);
});
