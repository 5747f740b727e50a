// Ids of the demo accounts: decided by the seed, so that loaders can name an account before it is made.
import { demoAccounts, simulatorDevices, type DemoAccount } from './demo-accounts.ts';
import type { Demo } from './generator.ts';
import { seededIds } from './identity.ts';

export function accountIds(seed: number, now: Date, accounts: readonly DemoAccount[]): Map<string, string> {
  const next = seededIds(seed, 'accounts', now);
  return new Map(accounts.map((account) => [account.login, next()]));
}

export const deviceAccountId = (seed: number, now: Date, demo: Demo): string =>
  accountIds(seed, now, demoAccounts(demo)).get(simulatorDevices)!;
