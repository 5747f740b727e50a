// The expected failures of the knowledge base.
import type { Problem } from '#platform/contract.ts';

export const contentUnknown: Problem = { kind: 'not-found', code: 'knowledge/content-unknown' };
