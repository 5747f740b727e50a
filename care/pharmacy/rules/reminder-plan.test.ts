// Steps before the end, one message for what runs out together, and never the same twice.
import { expect, it } from 'vitest';
import { dueReminder, settledKey, stepOf, usualPolicy, type RunningOut } from './reminder-plan.ts';

const medicine = (name: string, daysLeft: number): RunningOut => ({
  medicine: name,
  name,
  dispensedOn: '2026-11-01',
  runsOutOn: '2026-12-01',
  daysLeft,
});
const told = () => {
  const settled = new Set<string>();
  return (now: readonly RunningOut[]) => {
    const due = dueReminder(now, settled, usualPolicy);
    for (const one of due?.settles ?? []) settled.add(settledKey(one));
    return due && [due.daysBefore, ...due.medicines.map(({ name }) => name)];
  };
};

it('knows the steps', () => {
  expect([8, 7, 2, 1, 0, -7, -8].map((days) => stepOf(days, usualPolicy))).toEqual([
    undefined,
    7,
    7,
    1,
    1,
    1,
    undefined,
  ]);
});
it('tells each step once, day after day', () => {
  const ask = told();
  const days = Array.from({ length: 20 }, (_, day) => ask([medicine('a', 9 - day)]));
  expect(days.map((one, day) => one && [9 - day, one[0]]).filter(Boolean)).toEqual([
    [7, 7],
    [1, 1],
  ]);
});
it('puts what runs out together into one message', () => {
  const ask = told();
  expect(ask([medicine('a', 7), medicine('b', 10), medicine('c', 11)])).toEqual([7, 'a', 'b']);
  // Two days later the second reaches its step, and was told.
  expect(ask([medicine('a', 5), medicine('b', 8), medicine('c', 9)])).toBeUndefined();
  expect(ask([medicine('a', 3), medicine('b', 6), medicine('c', 7)])).toEqual([7, 'a', 'b', 'c']);
  expect(ask([medicine('a', 1), medicine('b', 4), medicine('c', 5)])).toEqual([1, 'a', 'b']);
  expect(ask([medicine('a', -2), medicine('b', 1), medicine('c', 2)])).toEqual([1, 'a', 'b', 'c']);
});
it('begins anew with a refill, and is silent long after the end', () => {
  const ask = told();
  expect(ask([medicine('a', 1)])).toEqual([1, 'a']);
  expect(ask([{ ...medicine('a', 7), dispensedOn: '2026-11-25' }])).toEqual([7, 'a']);
  expect(told()([medicine('a', -8)])).toBeUndefined();
});
