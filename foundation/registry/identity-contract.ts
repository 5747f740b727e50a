// What crosses the wire of the identity review: pairs of records that may be one person, decisions, the search through everybody.
import { z } from 'zod';
import { route, type Instant, type Page } from '#platform/contract.ts';
import type { Sex, PersonStatus } from './contract.ts';
import type { Comparison } from './rules/identity-match/compare.ts';

const id = z.uuid();

/** `open`: somebody has to look; `joined`: one person; `apart`: two people. */
export const pairStates = ['open', 'joined', 'apart'] as const;
export type PairState = (typeof pairStates)[number];

/** Numbers are shortened: whoever decides sees how far they agree in the comparison. */
export interface PairSide {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: string;
  idNumber?: string;
  healthCard?: string;
  phone?: string;
  address?: string;
  villageName?: string;
  status: PersonStatus;
  simulated: boolean;
}
export interface IdentityPair {
  one: PairSide;
  other: PairSide;
  /** Weight of what agrees, rounded bits. */
  bits: number;
  comparison: Comparison;
  state: PairState;
  foundAt: Instant;
  decidedAt?: Instant;
  /** Absent where the rules joined them without asking. */
  decidedByName?: string;
  reason?: string;
}
export const pairsQuery = z.object({ state: z.enum(pairStates), page: z.string().max(200).optional() });
export type PairsQuery = z.infer<typeof pairsQuery>;
export const pairParams = z.object({ oneId: id, otherId: id });
export type PairParams = z.infer<typeof pairParams>;
export const decisionBody = z.strictObject({
  state: z.enum(['joined', 'apart']),
  reason: z.string().trim().min(2).max(200),
});
export type DecisionBody = z.infer<typeof decisionBody>;

export interface IdentitySearch {
  startedAt: Instant;
  startedByName: string;
  done: number;
  total: number;
  finishedAt?: Instant;
}
export interface IdentitySearchReply {
  last?: IdentitySearch;
  /** Pairs that wait for somebody. */
  open: number;
}

/** Live topic: the search went on, or a pair was decided. */
export const identityTopic = 'registry.identity';
export const identityRoutes = {
  pairs: route<{ query: PairsQuery; reply: Page<IdentityPair> }>('GET', '/api/identity-pairs'),
  decide: route<{ params: PairParams; body: DecisionBody; reply: IdentityPair }>(
    'POST',
    '/api/identity-pairs/:oneId/:otherId/decision',
  ),
  search: route<{ reply: IdentitySearchReply }>('GET', '/api/identity-search'),
  startSearch: route<{ reply: IdentitySearchReply }>('POST', '/api/identity-search'),
} as const;
