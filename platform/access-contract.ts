// What browsers and the server agree on about signing in, accounts, the audit trail and live topics.
import { z } from 'zod';
import { route, type Page } from './contract.ts';

export const SignIn = z.object({
  account: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
  /** Six digits of the second factor, where the account has one. */
  code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Which door the browser signs in at: each portal keeps its own session cookie. */
  portal: z
    .string()
    .regex(/^[a-z]{2,16}$/)
    .optional(),
});

export interface Me {
  accountId: string;
  account: string;
  displayName: string;
  /** Role with the organisation unit where it holds. */
  roles: { role: string; orgUnitId: string; orgUnit: string }[];
  permissions: string[];
  /** The person that the account stands for, if any. */
  personId?: string;
  locale: 'zh-CN' | 'en';
  /** Instants after which the session ends without use, and in any case. */
  idleEndsAt: string;
  endsAt: string;
  hasSecondFactor: boolean;
}
/** `code-needed`: the password was right, the second factor is missing. */
export type SignInReply = { token: string; me: Me };

export const signIn = route<{ body: z.input<typeof SignIn>; reply: SignInReply }>('POST', '/api/session');
export const me = route<{ query: { portal?: string }; reply: Me }>('GET', '/api/session');
export const signOut = route<{ reply: { signedOut: true } }>('DELETE', '/api/session');
export const signOutEverywhere = route<{ reply: { ended: number } }>('DELETE', '/api/sessions');

export const StepUp = z.object({ password: z.string().min(1).max(256), code: z.string().optional() });
/** Proves the password again before highly sensitive operations; holds for five minutes. */
export const stepUp = route<{ body: z.input<typeof StepUp>; reply: { validUntil: string } }>(
  'POST',
  '/api/session/step-up',
);
export const ChangePassword = z.object({
  password: z.string().min(1).max(256),
  newPassword: z.string().min(8).max(256),
});
export const changePassword = route<{ body: z.input<typeof ChangePassword>; reply: { changed: true } }>(
  'POST',
  '/api/session/password',
);
export interface SecondFactorOffer {
  /** otpauth:// address for an authenticator app, and the same secret to type in. */
  address: string;
  secret: string;
}
export const offerSecondFactor = route<{ reply: SecondFactorOffer }>('POST', '/api/session/second-factor');
export const ConfirmSecondFactor = z.object({ code: z.string().regex(/^\d{6}$/) });
export const confirmSecondFactor = route<{ body: z.input<typeof ConfirmSecondFactor>; reply: { confirmed: true } }>(
  'POST',
  '/api/session/second-factor/confirmation',
);

export interface DemoAccount {
  account: string;
  role: string;
  displayName: string;
  /** Where the account works, e.g. 临安区於潜镇中心卫生院. */
  place: string;
  portal: string;
}
/** 404 outside demo data. The password is shown because these accounts exist only in demo data. */
export const demoAccounts = route<{ reply: { accounts: DemoAccount[]; password: string } }>(
  'GET',
  '/api/demo-accounts',
);

export interface AccountRow {
  accountId: string;
  account: string;
  displayName: string;
  kind: 'staff' | 'resident' | 'device' | 'system';
  roles: { role: string; orgUnitId: string; orgUnit: string }[];
  disabled: boolean;
  hasSecondFactor: boolean;
  lockedUntil?: string;
  lastSignInAt?: string;
  openSessions: number;
  version: number;
}
export const AccountSearch = z.object({
  text: z.string().max(64).optional(),
  role: z.string().max(32).optional(),
  state: z.enum(['active', 'disabled', 'locked']).optional(),
  sort: z.enum(['account', 'displayName', 'lastSignInAt']).optional(),
  descending: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(512).optional(),
  count: z.coerce.number().int().min(1).max(200).optional(),
});
export const listAccounts = route<{ query: z.input<typeof AccountSearch>; reply: Page<AccountRow> }>(
  'GET',
  '/api/accounts',
);
export const NewAccount = z.object({
  account: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/),
  displayName: z.string().trim().min(1).max(64),
  kind: z.enum(['staff', 'resident', 'device']),
  password: z.string().min(8).max(256),
  roles: z
    .array(z.object({ role: z.string(), orgUnitId: z.uuid() }))
    .min(1)
    .max(10),
  personId: z.uuid().optional(),
});
export const createAccount = route<{ body: z.input<typeof NewAccount>; reply: AccountRow }>('POST', '/api/accounts');
export const AccountChange = z.object({
  displayName: z.string().trim().min(1).max(64).optional(),
  disabled: z.boolean().optional(),
  password: z.string().min(8).max(256).optional(),
  roles: z
    .array(z.object({ role: z.string(), orgUnitId: z.uuid() }))
    .min(1)
    .max(10)
    .optional(),
});
export const changeAccount = route<{
  params: { accountId: string };
  body: z.input<typeof AccountChange>;
  reply: AccountRow;
}>('PUT', '/api/accounts/:accountId');
/** Ends every session of the account. */
export const signOutAccount = route<{ params: { accountId: string }; reply: { ended: number } }>(
  'DELETE',
  '/api/accounts/:accountId/sessions',
);

export interface AuditRow {
  eventId: string;
  at: string;
  account: string;
  displayName: string;
  roles: string[];
  action: string;
  permission: string;
  route: string;
  outcome: 'success' | 'refused' | 'failed';
  object?: string;
  personCount: number;
  /** Name of the app that acted for the account. */
  app?: string;
}
export const AuditSearch = z.object({
  account: z.string().max(64).optional(),
  personId: z.uuid().optional(),
  action: z.string().max(32).optional(),
  outcome: z.enum(['success', 'refused', 'failed']).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(512).optional(),
  count: z.coerce.number().int().min(1).max(200).optional(),
});
export const listAudit = route<{ query: z.input<typeof AuditSearch>; reply: Page<AuditRow> }>('GET', '/api/audit');

/** The signed end of one day of the audit trail. */
export interface AuditRoot {
  day: string;
  /** Canonical JSON, as it was signed. */
  body: string;
  /** SM2 with SM3, user id 1234567812345678; r and s in hex. */
  signature: string;
  publicKey: string;
  signedAt: string;
}
export const AuditRootSearch = z.object({
  cursor: z.iso.date().optional(),
  count: z.coerce.number().int().min(1).max(400).optional(),
});
/** In order of days; `cursor` is the last day that was read. */
export const listAuditRoots = route<{ query: z.input<typeof AuditRootSearch>; reply: Page<AuditRoot> }>(
  'GET',
  '/api/audit/roots',
);

/** One access to a person's record, as the person may see it. */
export interface AccessLogRow {
  eventId: string;
  at: string;
  /** Name of the account that looked; the resident's own visits say `self`. */
  who: string;
  roles: string[];
  place: string;
  action: string;
  /** `emergency` also for a clinician to whom an emergency had opened the record. */
  purpose: string;
  /** It was the opening itself. */
  opened: boolean;
  isSelf: boolean;
  /** Name of the app that looked for the account. */
  app?: string;
}
export const AccessLogSearch = z.object({
  personId: z.uuid().optional(),
  cursor: z.string().max(512).optional(),
  count: z.coerce.number().int().min(1).max(200).optional(),
});
/** Who looked at my record; with `personId` that of a person for whom the account is proxy. */
export const whoLooked = route<{ query: z.input<typeof AccessLogSearch>; reply: Page<AccessLogRow> }>(
  'GET',
  '/api/my/access-log',
);

export const BreakGlass = z.object({
  personId: z.uuid(),
  reason: z.enum(['emergency', 'patient-request', 'public-health', 'other']),
  explanation: z.string().trim().min(8).max(500),
});
/** Opens one person's record for four hours; needs a fresh step-up, informs the auditor, waits for review. */
export const breakGlass = route<{ body: z.input<typeof BreakGlass>; reply: { validUntil: string } }>(
  'POST',
  '/api/break-glass',
);

/**
 * Server-Sent Events at `/api/live?topics=a,b`: each message has `id`, event name = topic and JSON data; a client that
 * reconnects with Last-Event-ID gets what it missed, or an event `gap` when that is too long ago.
 */
export const livePath = '/api/live';
