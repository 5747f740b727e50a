// Takes who comes back from a provider: links the account that began it, opens a session for who is linked, or remembers who is not.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { accountActor } from '#platform/kernel/auth/account-actor.ts';
import { sessionFacts, startSessionFor } from '#platform/kernel/auth/session-for.ts';
import type { ProviderName } from '../../contract.ts';
import { entryOf, landingOf, type Entry } from '../../rules/entries.ts';
import type { Parts } from '../parts.ts';
import { codeRefused, doorShut, noAnswer, stateUnknown } from '../problems.ts';
import { findLink, insertPending, noteUse, takeAttempt, type AttemptRecord } from '../store.ts';
import { attemptSeconds } from './begin.ts';
import { link } from './link.ts';

export const backRoute = 'GET /door/:provider/back';

export interface Return {
  provider: string;
  callback: URL;
  /** Cookie of the browser that began. */
  browser: string | undefined;
  /** Network address of the caller. */
  address: string;
  /** Token of the session that the browser holds for a portal. */
  tokenOf: (portal: string) => string | undefined;
}
export type Arrival =
  | { kind: 'signed-in'; portal: string; path: string; token: string; absoluteSeconds: number }
  | { kind: 'linked'; portal: string }
  | { kind: 'unknown'; pending: string; entry: Entry };

export async function comeBack(parts: Parts, asked: Return): Promise<Result<Arrival>> {
  const attempt = await ownAttempt(parts, asked);
  if (!attempt) return fail(stateUnknown);
  const door = await parts.door(attempt.provider);
  if (!door) return fail(doorShut);
  const state = asked.callback.searchParams.get('state')!;
  const checks = JSON.parse(parts.kernel.cipher.decrypt(attempt.sealed_checks)) as Record<string, string>;
  const who = await door.provider.identify(asked.callback, state, checks);
  if (!who.ok) {
    await parts.noteTrouble(attempt.provider, 'sign-in', who.code);
    return fail(who.code === 'no-answer' ? noAnswer : codeRefused);
  }
  const entry = entryOf(attempt.entry)!;
  return attempt.account_id
    ? linkBeginner(parts, attempt, attempt.account_id, who.value, asked)
    : signInLinked(parts, { name: attempt.provider, subject: who.value, entry }, asked);
}

/** Taken whoever brings it, so that a stolen state is spent; given only to the browser that began. */
async function ownAttempt(parts: Parts, { provider, callback, browser }: Return): Promise<AttemptRecord | undefined> {
  const state = callback.searchParams.get('state');
  if (!state || !browser) return undefined;
  const attempt = await takeAttempt(parts.kernel.db, parts.hash('state', state));
  const isOwn =
    attempt?.provider === provider &&
    attempt.browser_hash === parts.hash('browser', browser) &&
    attempt.expires_at > parts.now();
  return isOwn ? attempt : undefined;
}

async function linkBeginner(
  parts: Parts,
  attempt: AttemptRecord,
  accountId: string,
  subject: string,
  asked: Return,
): Promise<Result<Arrival>> {
  const token = asked.tokenOf(attempt.portal);
  // The session that began must be the one that the browser still holds.
  if (!token || parts.hash('session', token) !== attempt.session_hash) return fail(stateUnknown);
  const session = await sessionFacts(parts.kernel, token, parts.clock);
  const actor = await accountActor(parts.kernel.db, accountId, {
    task: backRoute,
    requestId: parts.kernel.newId(),
    at: parts.now(),
  });
  if (session?.accountId !== accountId || !actor) return fail(stateUnknown);
  const linked = await link(parts, actor, attempt.provider, subject);
  return linked.ok ? succeed({ kind: 'linked', portal: attempt.portal }) : linked;
}

async function signInLinked(
  parts: Parts,
  { name, subject, entry }: { name: ProviderName; subject: string; entry: Entry },
  asked: Return,
): Promise<Result<Arrival>> {
  const { kernel } = parts;
  const subjectHash = parts.hash('subject', `${name}\n${subject}`);
  const found = await findLink(kernel.db, name, subjectHash);
  if (!found) {
    const pending = parts.newSecret();
    await insertPending(kernel.db, {
      token_hash: parts.hash('pending', pending),
      provider: name,
      subject_hash: subjectHash,
      sealed_subject: kernel.cipher.encrypt(subject),
      entry: entry.key,
      expires_at: new Date(parts.now().getTime() + attemptSeconds * 1000),
    });
    return succeed({ kind: 'unknown', pending, entry });
  }
  const actor = await accountActor(kernel.db, found.account_id, {
    task: backRoute,
    requestId: kernel.newId(),
    at: parts.now(),
  });
  const landing = actor && landingOf([...new Set(actor.assignments.map(({ role }) => role))], entry);
  if (!landing) return fail(codeRefused);
  const oldToken = asked.tokenOf(landing.portal);
  const opened = await startSessionFor(
    kernel,
    {
      accountId: found.account_id,
      portal: landing.portal,
      method: name,
      address: asked.address,
      route: backRoute,
      ...(oldToken ? { oldToken } : {}),
    },
    parts.clock,
  );
  if (!opened.ok) return opened;
  await noteUse(kernel.db, found.id, parts.now());
  return succeed({ kind: 'signed-in', ...landing, ...opened.value });
}
