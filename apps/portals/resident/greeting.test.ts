// Greetings follow the clock of Shanghai, wherever the browser is.
import { expect, it } from 'vitest';
import { greetingAt } from './greeting.ts';

it.each([
  ['2026-11-22T05:00:00+08:00', 'morning'],
  ['2026-11-22T10:59:00+08:00', 'morning'],
  ['2026-11-22T12:00:00+08:00', 'noon'],
  ['2026-11-22T17:59:00+08:00', 'afternoon'],
  ['2026-11-22T18:00:00+08:00', 'evening'],
  ['2026-11-22T04:59:00+08:00', 'evening'],
])('%s is %s', (at, greeting) => expect(greetingAt(new Date(at))).toBe(greeting));
