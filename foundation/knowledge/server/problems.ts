// The expected failures of the knowledge base.
import type { Problem } from '#platform/contract.ts';

export const contentUnknown: Problem = { kind: 'not-found', code: 'knowledge/content-unknown' };
/** What was shown is not what is there now: nobody signs unseen. */
export const contentChanged: Problem = { kind: 'conflict', code: 'knowledge/content-changed' };
export const nothingToSign: Problem = { kind: 'rule-broken', code: 'knowledge/nothing-to-sign' };
export const signatureTaken: Problem = { kind: 'conflict', code: 'knowledge/signature-taken' };
