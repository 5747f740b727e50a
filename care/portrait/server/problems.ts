// Expected failures of health index and portrait.
import type { Problem } from '#platform/contract.ts';

export const nothingAnswered: Problem = {
  kind: 'invalid',
  code: 'portrait/nothing-answered',
  issues: [{ path: 'answers', code: 'portrait.nothing-answered' }],
};
export const findingUnknown: Problem = {
  kind: 'invalid',
  code: 'portrait/finding-unknown',
  issues: [{ path: 'frailty', code: 'portrait.finding-unknown' }],
};
export const personUnknown: Problem = { kind: 'not-found', code: 'portrait/person-unknown' };
