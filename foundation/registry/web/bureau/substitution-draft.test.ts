// A substitution needs two different people and days in order.
import { expect, it } from 'vitest';
import { substitutionTroubles, type SubstitutionDraft } from './substitution-draft.ts';

const draft = (part: Partial<SubstitutionDraft> = {}): SubstitutionDraft => ({
  staffId: 'a',
  substituteId: 'b',
  fromOn: '2026-11-22',
  toOn: '2026-11-22',
  reason: 'leave',
  ...part,
});
it.each([
  [{}, []],
  [{ staffId: '', substituteId: '' }, ['staffId', 'substituteId']],
  [{ substituteId: 'a' }, ['same']],
  [{ fromOn: '' }, ['from']],
  [{ toOn: '' }, ['to']],
  [{ toOn: '2026-11-21' }, ['order']],
])('%j: %j', (part, codes) => expect(substitutionTroubles(draft(part)).map((one) => one.code)).toEqual(codes));
