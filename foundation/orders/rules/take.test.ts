// Which order can be taken straight from the list.
import { expect, it } from 'vitest';
import type { OrderKind } from './order-kind.ts';
import { takeOf } from './take.ts';

const say = { zh: '接', en: 'Take' };
const kind = (transition: object = {}) =>
  ({
    transitions: {
      cancel: { from: ['waiting'], by: ['requester'], label: say },
      take: { from: ['waiting'], by: ['performer'], assigns: 'doer', label: say, ...transition },
    },
  }) as unknown as OrderKind;

it('is what nobody has', () => {
  expect(takeOf(kind(), { state: 'waiting' })).toBe('take');
  expect(takeOf(kind(), { state: 'waiting', assigneeName: '王医生' })).toBeUndefined();
  expect(takeOf(kind(), { state: 'taken' })).toBeUndefined();
});

it('is nothing that must be filled in or is asked about', () => {
  const form = (required: boolean) => ({ form: { on: { type: 'day', required, label: say } } });
  expect(takeOf(kind(form(false)), { state: 'waiting' })).toBe('take');
  expect(takeOf(kind(form(true)), { state: 'waiting' })).toBeUndefined();
  expect(takeOf(kind({ confirm: true }), { state: 'waiting' })).toBeUndefined();
});
