// What crosses the wire of the inbox: readings that wait for somebody to say whose they are.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';
import { heldReasons, type ClockState, type DeviceKind, type HeldContent, type HeldReason } from './contract.ts';

export const heldStates = ['open', 'assigned', 'discarded'] as const;
export type HeldState = (typeof heldStates)[number];
export const discardReasons = ['test', 'nobody-known', 'wrong-value', 'double', 'other'] as const;
export type DiscardReason = (typeof discardReasons)[number];

export interface HeldReading {
  measurementId: string;
  serial: string;
  kind?: DeviceKind;
  model?: string;
  unitName: string;
  reason: HeldReason;
  content: HeldContent;
  /** As the device said it. */
  deviceTime?: string;
  clock: ClockState;
  takenAt: Instant;
  receivedAt: Instant;
  simulated: boolean;
  state: HeldState;
  decidedAt?: Instant;
  decidedBy?: string;
  discardReason?: DiscardReason;
  /** To whom it was assigned, for those who may see that person. */
  person?: { personId: string; name: string };
  /** It has values that may stand in a record. */
  assignable: boolean;
  version: number;
}

/** Whoever had the device last is offered first; nobody is chosen. */
export const heldQuery = z.object({
  state: z.enum(heldStates).optional(),
  reason: z.enum(heldReasons).optional(),
  text: z.string().trim().max(64).optional(),
  order: z.enum(['newest', 'oldest']).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});
export type HeldQuery = z.infer<typeof heldQuery>;
export interface HeldReply {
  items: HeldReading[];
  total: number;
  pageSize: number;
  /** How many wait, whatever is filtered. */
  waiting: number;
}

const uuid = z.uuid();
export const heldParams = z.object({ measurementId: uuid });
export const heldOfPersonParams = z.object({ personId: uuid, measurementId: uuid });
export const assignBody = z.object({
  version: z.number().int().min(1),
  /** Where the device's own time can't be: when it was really taken. */
  takenAt: z.iso.datetime({ offset: true }).optional(),
});
export const discardBody = z.object({ version: z.number().int().min(1), reason: z.enum(discardReasons) });
type HeldParams = z.infer<typeof heldParams>;
type HeldOfPersonParams = z.infer<typeof heldOfPersonParams>;

export const inboxRoutes = {
  list: route<{ query: HeldQuery; reply: HeldReply }>('GET', '/api/intake/inbox'),
  assign: route<{ params: HeldOfPersonParams; body: z.infer<typeof assignBody>; reply: HeldReading }>(
    'POST',
    '/api/people/:personId/held-readings/:measurementId/assign',
  ),
  takeBack: route<{ params: HeldOfPersonParams; body: { version: number }; reply: HeldReading }>(
    'POST',
    '/api/people/:personId/held-readings/:measurementId/take-back',
  ),
  discard: route<{ params: HeldParams; body: z.infer<typeof discardBody>; reply: HeldReading }>(
    'POST',
    '/api/intake/inbox/:measurementId/discard',
  ),
  reopen: route<{ params: HeldParams; body: { version: number }; reply: HeldReading }>(
    'POST',
    '/api/intake/inbox/:measurementId/reopen',
  ),
} as const;
export const versionBody = z.object({ version: z.number().int().min(1) });
