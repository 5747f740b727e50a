// Ids of the demo accounts: decided by the seed, so that loaders can name an account before it is made.
import type { DemoAccount } from './demo-accounts.ts';
import { seededIds } from './identity.ts';

export function accountIds(seed: number, now: Date, accounts: readonly DemoAccount[]): Map<string, string> {
  const next = seededIds(seed, 'accounts', now);
  return new Map(accounts.map((account) => [account.login, next()]));
}
