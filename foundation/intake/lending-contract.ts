// What crosses the wire of lending: stock, who may have a device by which rule, the signed paper, return, replacement, who stopped measuring.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';
import type { DeviceKind } from './contract.ts';

export const returnConditions = ['good', 'broken', 'lost'] as const;
export type ReturnCondition = (typeof returnConditions)[number];
export const loanIdentifications = ['id-card', 'known-in-person'] as const;

/** By which rule somebody may have a device: a colour of the county's scheme, or a list that another context keeps. */
export interface LendingGround {
  code: string;
  /** In the words of whoever keeps the list; absent for colours. */
  title?: string;
}

export interface LendingOffer {
  eligible: boolean;
  grounds: LendingGround[];
  /** Without a ground a reason is needed, and stays visible. */
  exceptionAllowed: boolean;
  /** The paper for this device as it will be signed. */
  text: string;
  textHash: string;
  /** Grown-ups who may sign: the person and their household. */
  signers: { personId: string; name: string }[];
}

export interface Loan {
  loanId: string;
  personId: string;
  name: string;
  villageName?: string;
  phone?: string;
  deviceId: string;
  serial: string;
  kind: DeviceKind;
  model: string;
  grounds: string[];
  exception?: string;
  lentAt: Instant;
  lentBy: string;
  lastTakenAt?: Instant;
  /** Whole days since the last measurement, or since the loan where nothing came yet. */
  silentDays?: number;
  stopped: boolean;
  remindedAt?: Instant;
  returnedAt?: Instant;
  condition?: ReturnCondition;
  replacedBy?: string;
  simulated: boolean;
  version: number;
}
export interface LoanDetail extends Loan {
  text: string;
  textHash: string;
  signature: {
    signerName: string;
    identifiedBy: (typeof loanIdentifications)[number];
    drawn: string;
    signedAt: Instant;
  };
}

export interface StockLine {
  unitId: string;
  unitName: string;
  kind: DeviceKind;
  inStock: number;
  lent: number;
  shared: number;
  inRepair: number;
  retired: number;
}

/** Our own choices until a county sets its own: dated setting `intake.lending-policy`. */
export interface LendingPolicy {
  colours: (typeof lendingColours)[number][];
  exceptionAllowed: boolean;
  stoppedAfterDays: number;
  remindEveryDays: number;
}
export const lendingColours = ['red', 'yellow', 'green'] as const;
/** In whole days. */
export const lendingDays = { stoppedAfterDays: [1, 90], remindEveryDays: [1, 30] } as const;
const days = (range: readonly [number, number]) => z.int().min(range[0]).max(range[1]);
export const lendingPolicyBody = z.strictObject({
  fromOn: z.iso.date(),
  colours: z.array(z.enum(lendingColours)).max(3),
  exceptionAllowed: z.boolean(),
  stoppedAfterDays: days(lendingDays.stoppedAfterDays),
  remindEveryDays: days(lendingDays.remindEveryDays),
});
export type LendingPolicyBody = z.infer<typeof lendingPolicyBody>;
export interface LendingPolicyReply {
  policy: LendingPolicy;
  /** Nobody has set it: these are the system's own choices. */
  assumed: boolean;
}

const uuid = z.uuid();
const drawn = z
  .string()
  .min(10)
  .max(20_000)
  .regex(/^[\dMLml .,-]+$/);
export const offerParams = z.object({ personId: uuid, deviceId: uuid });
export const lendBody = z.object({
  loanId: uuid,
  deviceId: uuid,
  textHash: z.string().regex(/^[0-9a-f]{64}$/),
  signerId: uuid,
  identifiedBy: z.enum(loanIdentifications),
  drawn,
  exception: z.string().trim().min(2).max(200).optional(),
});
export type LendBody = z.infer<typeof lendBody>;
export const returnBody = z.object({ version: z.number().int().min(1), condition: z.enum(returnConditions) });
export type ReturnBody = z.infer<typeof returnBody>;
export const replaceBody = returnBody.extend({ newLoanId: uuid, deviceId: uuid });
export type ReplaceBody = z.infer<typeof replaceBody>;

export const loanStates = ['out', 'stopped', 'returned'] as const;
export const loansQuery = z.object({
  state: z.enum(loanStates).optional(),
  text: z.string().trim().max(50).optional(),
});
export type LoansQuery = z.infer<typeof loansQuery>;

export const loanParams = z.object({ personId: uuid, loanId: uuid });
type LoanParams = z.infer<typeof loanParams>;
type PersonParams = { personId: string };

export const lendingRoutes = {
  stock: route<{ reply: { lines: StockLine[]; policy: LendingPolicy } }>('GET', '/api/intake/stock'),
  policy: route<{ reply: LendingPolicyReply }>('GET', '/api/intake/lending-policy'),
  setPolicy: route<{ body: LendingPolicyBody; reply: LendingPolicyReply }>('POST', '/api/intake/lending-policy'),
  offer: route<{ params: z.infer<typeof offerParams>; reply: LendingOffer }>(
    'GET',
    '/api/people/:personId/device-offers/:deviceId',
  ),
  loans: route<{ query: LoansQuery; reply: { items: Loan[]; policy: LendingPolicy } }>('GET', '/api/intake/loans'),
  loan: route<{ params: LoanParams; reply: LoanDetail }>('GET', '/api/people/:personId/device-loans/:loanId'),
  lend: route<{ params: PersonParams; body: LendBody; reply: LoanDetail }>(
    'POST',
    '/api/people/:personId/device-loans',
  ),
  giveBack: route<{ params: LoanParams; body: ReturnBody; reply: LoanDetail }>(
    'POST',
    '/api/people/:personId/device-loans/:loanId/return',
  ),
  replace: route<{ params: LoanParams; body: ReplaceBody; reply: LoanDetail }>(
    'POST',
    '/api/people/:personId/device-loans/:loanId/replace',
  ),
  remind: route<{ params: LoanParams; body: { version: number }; reply: LoanDetail }>(
    'POST',
    '/api/people/:personId/device-loans/:loanId/remind',
  ),
} as const;
