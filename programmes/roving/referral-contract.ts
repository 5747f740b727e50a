// What crews ask of a hospital besides readings: to take a person over, or to call back.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';

export const referralKinds = { referral: 'roving.referral', call: 'roving.specialist-call' } as const;

/** Field `asked` of a referral. */
export interface ReferralAsked {
  organisationId: string;
  organisationName: string;
  department: string;
  urgency: 'routine' | 'urgent' | 'emergency';
  reason: string;
  at: Instant;
  byName: string;
}
/** Field `asked` of a call. */
export interface CallAsked {
  organisationId: string;
  organisationName: string;
  question: string;
  /** Where the crew can be called back. */
  phone: string;
  at: Instant;
  byName: string;
}
export const callStates = ['waiting', 'called', 'done'] as const;
export type CallState = (typeof callStates)[number];
/** Field `outcome` of a call, written by the server. */
export interface CallOutcome {
  state: CallState;
  note?: string;
  at: Instant;
  byName: string;
}

export interface SpecialistCall {
  callId: string;
  personId: string;
  personName: string;
  sex: string;
  birthOn?: string;
  question: string;
  phone: string;
  fromName: string;
  byName: string;
  askedAt: Instant;
  state: CallState;
  note?: string;
  handledBy?: string;
  version: number;
  simulated: boolean;
}
export const callsQuery = z.object({ state: z.enum(['open', 'done']).optional(), text: z.string().max(40).optional() });
export type CallsQuery = z.infer<typeof callsQuery>;
export const callParams = z.object({ personId: z.uuid(), call: z.uuid() });
export const callBody = z.strictObject({
  state: z.enum(['called', 'done']),
  note: z.string().trim().max(500).optional(),
  version: z.number().int().min(1),
});
export type CallBody = z.infer<typeof callBody>;

export const referralRoutes = {
  calls: route<{ query: CallsQuery; reply: { calls: SpecialistCall[] } }>('GET', '/api/roving/specialist-calls'),
  handle: route<{ params: { personId: string; call: string }; body: CallBody; reply: SpecialistCall }>(
    'POST',
    '/api/people/:personId/specialist-calls/:call',
  ),
} as const;
/** Live: `{}`, whenever a call came in or was handled. */
export const callsTopic = 'roving.specialist-calls';
