// The expected failures of the indicators.
import type { Problem } from '#platform/contract.ts';

export const catalogueUnknown: Problem = { kind: 'not-found', code: 'indicators/catalogue-unknown' };
