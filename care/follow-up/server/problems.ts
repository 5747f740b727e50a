// The expected failures of follow-up.
import type { Problem, Issue } from '#platform/contract.ts';

export const templateUnknown: Problem = { kind: 'not-found', code: 'follow-up/template-unknown' };
export const templateIdTaken: Problem = { kind: 'conflict', code: 'follow-up/template-id-taken' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'follow-up/changed-meanwhile' };
export const notYours: Problem = { kind: 'forbidden', code: 'follow-up/not-yours' };
export const notReleased: Problem = { kind: 'rule-broken', code: 'follow-up/not-released' };
export const templateFaulty = (issues: readonly Issue[]): Problem => ({
  kind: 'invalid',
  code: 'follow-up/template-faulty',
  issues: [...issues],
});
export const roundUnknown: Problem = { kind: 'not-found', code: 'follow-up/round-unknown' };
export const roundIdTaken: Problem = { kind: 'conflict', code: 'follow-up/round-id-taken' };
export const outreachUnknown: Problem = { kind: 'not-found', code: 'follow-up/outreach-unknown' };
export const outreachOver: Problem = { kind: 'rule-broken', code: 'follow-up/outreach-over' };
export const answersIncomplete = (issues: readonly Issue[]): Problem => ({
  kind: 'invalid',
  code: 'follow-up/answers-incomplete',
  issues: [...issues],
});
export const linkUnknown: Problem = { kind: 'not-found', code: 'follow-up/link-unknown' };
export const linkClosed: Problem = { kind: 'gone', code: 'follow-up/link-closed' };
export const phoneCallOver: Problem = { kind: 'not-found', code: 'follow-up/phone-call-over' };
export const noCounty: Problem = { kind: 'rule-broken', code: 'follow-up/no-county' };
export const beginsInPast: Problem = { kind: 'rule-broken', code: 'follow-up/begins-in-past' };
export const nobodyReachable: Problem = { kind: 'rule-broken', code: 'follow-up/nobody-reachable' };
