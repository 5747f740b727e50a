// The policy form reads what it writes, and names the fields that it can't read.
import { expect, it } from 'vitest';
import { usualPolicy } from '../../rules/policy.ts';
import type { MonthBasis } from '../../contract.ts';
import { policyDraft, policyOf } from './policy-draft.ts';

const draft = policyDraft({ policy: usualPolicy, month: '2026-12' } as MonthBasis);

it('reads back what it shows', () => {
  expect(draft).toMatchObject({ pairs: '13 14 15 24 25 35', shift: '08:00-17:00', fromOn: '2026-12-01' });
  expect(policyOf(draft)).toEqual({ ok: true, policy: usualPolicy });
});

it('names what is wrong', () => {
  expect(policyOf({ ...draft, followUps: 'viele', pairs: '11', shift: '8 bis 5' })).toEqual({
    ok: false,
    fields: ['followUps', 'pairs', 'shift'],
  });
});
