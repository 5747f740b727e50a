// Opens a session for an account whose holder another party has vouched for, and tells contexts what they may know of a session.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { systemClock, type Clock } from '../clock/clock.ts';
import type { Kernel } from '../kernel.ts';
import { accountActor } from './account-actor.ts';
import { lockedOut, lockedUntil, openSession } from './sign-in.ts';
import * as store from './store.ts';
import { looksLikeToken, tokenHash } from './token.ts';

export interface VouchedFor {
  accountId: string;
  portal: string;
  /** What vouched, for the audit: `wecom`, say. */
  method: string;
  /** Network address of the caller; kept only as a keyed hash. */
  address: string;
  /** Route template behind which it happens. */
  route: string;
  /** Token that the browser held so far: its session ends. */
  oldToken?: string;
}
export interface VouchedSession {
  token: string;
  absoluteSeconds: number;
}

/**
 * Refuses shut accounts, accounts with a second factor (nobody has shown it), and places that passwords were guessed from.
 * The machine's clock: a simulated day must not end real sessions.
 */
export async function startSessionFor(
  { db, newId, cipher, audit }: Pick<Kernel, 'db' | 'newId' | 'cipher' | 'audit'>,
  vouched: VouchedFor,
  clock: Clock = systemClock,
): Promise<Result<VouchedSession>> {
  const at = clock.now();
  const account = await store.accountById(db, vouched.accountId);
  if (!account || account.disabled) return fail({ kind: 'unauthenticated', code: 'auth/wrong-password' });
  if (account.second_factor) return fail({ kind: 'unauthenticated', code: 'auth/code-needed' });
  const place = cipher.searchHash('sign-in-failure', `place\n${account.login}\n${vouched.address}`);
  const locked = await lockedUntil(db, [place], at);
  if (locked) return lockedOut(locked, at);
  const opened = await openSession({ db, clock, newId }, account, vouched);
  const actor = await accountActor(db, account.id, { task: vouched.route, requestId: newId(), at });
  await audit.recordRead(actor!, {
    action: 'sign-in',
    permission: 'auth.session.use',
    outcome: 'success',
    detail: { portal: vouched.portal, method: vouched.method },
  });
  return succeed({ token: opened.token, absoluteSeconds: opened.absoluteSeconds });
}

export interface SessionFacts {
  accountId: string;
  hasSecondFactor: boolean;
  /** The password (and code) was shown again within the last minutes. */
  steppedUp: boolean;
}

/** Undefined where the token opens nothing. */
export async function sessionFacts(
  { db }: Pick<Kernel, 'db'>,
  token: string,
  clock: Clock = systemClock,
): Promise<SessionFacts | undefined> {
  const at = clock.now();
  const found = looksLikeToken(token) ? await store.sessionByTokenHash(db, tokenHash(token), at) : undefined;
  return (
    found && {
      accountId: found.account_id,
      hasSecondFactor: found.has_second_factor,
      steppedUp: found.stepped_up_until !== null && found.stepped_up_until > at,
    }
  );
}
