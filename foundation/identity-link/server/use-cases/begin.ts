// Begins the way to a provider: a state for this browser alone, once, ten minutes; with a session where it is to be linked.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Entry } from '../../rules/entries.ts';
import type { Parts } from '../parts.ts';
import { doorShut, noAnswer } from '../problems.ts';
import { deleteExpired, insertAttempt } from '../store.ts';

export const attemptSeconds = 600;

export interface Beginning {
  provider: string;
  entry: Entry;
  portal: string;
  /** Where the way is begun to link: the account and the token of its session. */
  linking?: { accountId: string; token: string };
}
export interface Begun {
  address: string;
  /** For a cookie of this browser. */
  browser: string;
}

export async function begin(parts: Parts, { provider, entry, portal, linking }: Beginning): Promise<Result<Begun>> {
  const door = await parts.door(provider);
  if (!door) return fail(doorShut);
  const { name } = door.record;
  const [state, browser] = [parts.newSecret(), parts.newSecret()];
  let authorisation;
  try {
    authorisation = await door.provider.authorise(parts.redirectUri(name), state);
  } catch {
    await parts.noteTrouble(name, 'sign-in', 'no-answer');
    return fail(noAnswer);
  }
  const { db, cipher } = parts.kernel;
  await deleteExpired(db, parts.now());
  await insertAttempt(db, {
    state_hash: parts.hash('state', state),
    provider: name,
    entry: entry.key,
    browser_hash: parts.hash('browser', browser),
    account_id: linking?.accountId ?? null,
    session_hash: linking ? parts.hash('session', linking.token) : null,
    portal,
    sealed_checks: cipher.encrypt(JSON.stringify(authorisation.checks)),
    expires_at: new Date(parts.now().getTime() + attemptSeconds * 1000),
  });
  return succeed({ address: authorisation.address, browser });
}
