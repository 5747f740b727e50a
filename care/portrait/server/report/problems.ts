// Expected failures of annual reports.
import type { Problem } from '#platform/contract.ts';

export const reportUnknown: Problem = { kind: 'not-found', code: 'portrait/report-unknown' };
export const yearNotHere: Problem = {
  kind: 'invalid',
  code: 'portrait/year-not-here',
  issues: [{ path: 'year', code: 'portrait.year-not-here' }],
};
export const reportChanged: Problem = { kind: 'conflict', code: 'portrait/report-changed' };
export const villageNotHere: Problem = { kind: 'forbidden', code: 'portrait/village-not-here' };
