// Signs an account in: soft lock-out per account and place, equal time for unknown names, second factor, fresh token, old session ended.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Clock } from '../clock/clock.ts';
import type { IdSource } from '../clock/identity.ts';
import type { FieldCipher } from '../crypto/field-cipher.ts';
import type { Db } from '../db/db.ts';
import type { Role } from '../access/roles.ts';
import { spendPasswordTime, verifyPassword, type PasswordCost } from './password.ts';
import { failureWindowSeconds, lockSeconds, sessionLimits } from './session-rules.ts';
import { matchingStep } from './second-factor.ts';
import * as store from './store.ts';
import { deviceMark, knownDevice, newToken, tokenHash } from './token.ts';

export interface SignInRequest {
  account: string;
  password: string;
  code?: string;
  portal: string;
  /** Network address of the caller; kept only as a keyed hash. */
  address: string;
  /** Cookie of a browser that signed this account in before. */
  deviceMark?: string;
  /** Token that the browser held so far: its session ends. */
  oldToken?: string;
}
export interface SignedIn {
  token: string;
  accountId: string;
  deviceMark: string;
  endsAt: Date;
  absoluteSeconds: number;
}
export interface SignInServices {
  db: Db;
  /** The machine's clock: a simulated day must not end real sessions. */
  clock: Clock;
  newId: IdSource;
  cipher: FieldCipher;
  cost: PasswordCost;
}

const refused = fail({ kind: 'unauthenticated', code: 'auth/wrong-password' });

export async function signIn(services: SignInServices, request: SignInRequest): Promise<Result<SignedIn>> {
  const { db, clock, cipher } = services;
  const login = request.account.trim().toLowerCase();
  const deviceKey = cipher.searchHash('device-mark', 'key');
  const device = knownDevice(deviceKey, login, request.deviceMark);
  // A browser that the account knows has a count of its own, so that strangers cannot lock its owner out.
  const subjects = (
    device ? [`device\n${login}\n${device}`] : [`account\n${login}`, `place\n${login}\n${request.address}`]
  ).map((subject) => cipher.searchHash('sign-in-failure', subject));
  const locked = await lockedUntil(db, subjects, clock.now());
  if (locked) return lockedOut(locked, clock.now());

  const account = await store.accountByLogin(db, login);
  const passwordIsRight = account
    ? await verifyPassword(request.password, account.password_hash)
    : (await spendPasswordTime(request.password, services.cost), false);
  if (!account || !passwordIsRight || account.disabled) return countFailure(services, subjects, account?.id);

  if (account.second_factor) {
    if (!request.code) return fail({ kind: 'unauthenticated', code: 'auth/code-needed' });
    const step = matchingStep(cipher.decrypt(account.second_factor), request.code, clock.now());
    if (step === undefined || step <= (account.second_factor_step ?? 0))
      return countFailure(services, subjects, account?.id);
    await db.query('update auth.account set second_factor_step = $2 where id = $1', [account.id, step]);
  }
  const opened = await openSession(services, account, request, subjects);
  return succeed({ ...opened, deviceMark: deviceMark(deviceKey, login, device) });
}

export async function lockedUntil(db: Db, subjects: readonly string[], at: Date): Promise<Date | undefined> {
  const rows = await store.failuresOf(db, subjects);
  const until = Math.max(...rows.map((row) => row.locked_until?.getTime() ?? 0), 0);
  return until > at.getTime() ? new Date(until) : undefined;
}

export function lockedOut(until: Date, at: Date): Result<never> {
  const seconds = Math.ceil((until.getTime() - at.getTime()) / 1000);
  return fail({
    kind: 'too-many',
    code: 'auth/locked',
    parameters: { retryAfterSeconds: seconds, minutes: Math.ceil(seconds / 60) },
  });
}

async function countFailure(
  { db, clock }: SignInServices,
  subjects: readonly string[],
  accountId: string | undefined,
): Promise<Result<never>> {
  const at = clock.now();
  const windowStart = new Date(at.getTime() - failureWindowSeconds * 1000);
  return db.tx(async (q) => {
    let longest = 0;
    for (const subject of subjects.toSorted()) {
      const seconds = lockSeconds(await store.countFailure(q, subject, accountId, at, windowStart));
      if (seconds > 0) await store.lockSubject(q, subject, new Date(at.getTime() + seconds * 1000));
      longest = Math.max(longest, seconds);
    }
    return longest > 0 ? lockedOut(new Date(at.getTime() + longest * 1000), at) : refused;
  });
}

/** A session for an account whose holder has proved who they are; the browser's old one ends. */
export async function openSession(
  { db, clock, newId }: Pick<SignInServices, 'db' | 'clock' | 'newId'>,
  account: store.AccountRecord,
  request: Pick<SignInRequest, 'portal' | 'oldToken'>,
  subjects: readonly string[] = [],
): Promise<Omit<SignedIn, 'deviceMark'>> {
  const at = clock.now();
  const token = newToken();
  return db.tx(async (q) => {
    const assignments = await store.assignmentsAt(q, account.id, at);
    const limits = sessionLimits(assignments.map((assignment) => assignment.role as Role));
    const endsAt = new Date(at.getTime() + limits.absoluteSeconds * 1000);
    if (request.oldToken) await store.endSessions(q, { tokenHash: tokenHash(request.oldToken) });
    await store.insertSession(q, {
      id: newId(),
      tokenHash: tokenHash(token),
      accountId: account.id,
      portal: request.portal,
      at,
      idleSeconds: limits.idleSeconds,
      endsAt,
    });
    await store.endOldestSessions(q, account.id, limits.maxSessions);
    await store.forgiveFailures(q, subjects);
    await q.query('update auth.account set last_sign_in_at = $2 where id = $1', [account.id, at]);
    return { token, accountId: account.id, endsAt, absoluteSeconds: limits.absoluteSeconds };
  });
}
