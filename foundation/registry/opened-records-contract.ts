// What crosses the wire of the review of records that were opened in an emergency.
import { z } from 'zod';
import { route, type Instant, type Page } from '#platform/contract.ts';

const id = z.uuid();
export const openedStates = ['waiting', 'reviewed'] as const;
export type OpenedState = (typeof openedStates)[number];
export const openedVerdicts = ['justified', 'unjustified'] as const;
export type OpenedVerdict = (typeof openedVerdicts)[number];

export interface OpenedRecordRow {
  openingId: string;
  personId: string;
  /** Shortened where the reviewer may not see names. */
  personName: string;
  villageName?: string;
  /** Login and name of whoever opened it. */
  login: string;
  accountName: string;
  reason: 'emergency' | 'patient-request' | 'public-health' | 'other';
  explanation: string;
  from: Instant;
  until: Instant;
  /** What was done with this record by this account while it was open, by the audit trail; 100 stands for more. */
  looks: number;
  /** Until when somebody should have reviewed it, and whether that is past. */
  dueAt: Instant;
  late: boolean;
  review?: { at: Instant; byName: string; verdict: OpenedVerdict; finding: string };
  /** False for whoever opened it: somebody else has to look. */
  mayReview: boolean;
}
export const openedQuery = z.object({ state: z.enum(openedStates), page: z.string().max(100).optional() });
export type OpenedQuery = z.infer<typeof openedQuery>;
export const openedParams = z.object({ personId: id, openingId: id });
export type OpenedParams = z.infer<typeof openedParams>;
export const reviewBody = z.strictObject({
  verdict: z.enum(openedVerdicts),
  finding: z.string().trim().min(2).max(500),
});
export type ReviewBody = z.infer<typeof reviewBody>;

export const openedTopic = 'registry.opened-records';
export const openedRoutes = {
  list: route<{ query: OpenedQuery; reply: Page<OpenedRecordRow> }>('GET', '/api/opened-records'),
  review: route<{ params: OpenedParams; body: ReviewBody; reply: OpenedRecordRow }>(
    'POST',
    '/api/people/:personId/opened-records/:openingId/review',
  ),
};
