// What became of one operation of a push.
import type { Problem } from '#platform/contract.ts';

export type Outcome =
  { result: 'accepted'; personId: string } | { result: 'later' } | { result: 'refused'; problem: Problem };
