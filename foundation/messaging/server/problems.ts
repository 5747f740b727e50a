// Expected failures of messaging.
import type { Problem } from '#platform/contract.ts';

export const personUnknown: Problem = { kind: 'not-found', code: 'messaging/person-unknown' };
export const changedMeanwhile: Problem = { kind: 'version', code: 'http/changed-meanwhile' };
export const reasonMissing: Problem = {
  kind: 'invalid',
  code: 'messaging/reason-missing',
  issues: [{ path: 'reason', code: 'messaging.reason-missing' }],
};
export const secretMissing: Problem = {
  kind: 'invalid',
  code: 'messaging/secret-missing',
  issues: [{ path: 'secret', code: 'messaging.secret-missing' }],
};
export const notSigned: Problem = { kind: 'unauthenticated', code: 'messaging/not-signed' };
export const noSuchMessage: Problem = { kind: 'not-found', code: 'messaging/no-such-message' };
