// Which order can be taken straight from the list.
import { expect, it } from 'vitest';
import type { KindView } from '../../contract.ts';
import { takeOf } from './take-button.tsx';

const say = { zh: '接', en: 'Take' };
const kind = (more: object = {}, transition: object = {}) =>
  ({
    mayPerform: true,
    transitions: {
      cancel: { from: ['waiting'], by: ['requester'], label: say },
      take: { from: ['waiting'], by: ['performer'], assigns: 'doer', label: say, ...transition },
    },
    ...more,
  }) as unknown as KindView;

it('is offered for what nobody has, to whoever performs it', () => {
  expect(takeOf(kind(), { state: 'waiting' })?.[0]).toBe('take');
  expect(takeOf(kind(), { state: 'waiting', assigneeName: '王医生' })).toBeUndefined();
  expect(takeOf(kind(), { state: 'taken' })).toBeUndefined();
  expect(takeOf(kind({ mayPerform: false }), { state: 'waiting' })).toBeUndefined();
});

it('is not offered where something must be filled in or is asked about', () => {
  const form = (required: boolean) => ({ form: { on: { type: 'day', required, label: say } } });
  expect(takeOf(kind({}, form(false)), { state: 'waiting' })?.[0]).toBe('take');
  expect(takeOf(kind({}, form(true)), { state: 'waiting' })).toBeUndefined();
  expect(takeOf(kind({}, { confirm: true }), { state: 'waiting' })).toBeUndefined();
});
