// The expected failures of diagnostics.
import type { Problem } from '#platform/contract.ts';

export const studyUnknown: Problem = { kind: 'not-found', code: 'diagnostics/study-unknown' };
export const hospitalUnknown: Problem = { kind: 'rule-broken', code: 'diagnostics/hospital-unknown' };
export const answeredAlready: Problem = { kind: 'rule-broken', code: 'diagnostics/answered-already' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'diagnostics/changed-meanwhile' };
export const fileNotHere: Problem = { kind: 'not-found', code: 'diagnostics/file-not-here' };
