// Expected failures of risk prediction.
import type { Problem } from '#platform/contract.ts';

export const nothingAnswered: Problem = {
  kind: 'invalid',
  code: 'risk/nothing-answered',
  issues: [{ path: 'answers', code: 'risk.nothing-answered' }],
};
export const personUnknown: Problem = { kind: 'not-found', code: 'risk/person-unknown' };
