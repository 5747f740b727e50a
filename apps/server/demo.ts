// `npm run demo`: seeds the demo county when the data folder is empty, serves it, and prints the address and the accounts.
import { enableCompileCache } from 'node:module';
import type { DemoAccount } from '#platform/access-contract.ts';

enableCompileCache();
const startedAt = performance.now();
const { readArguments, readConfig, configHelp, failureWords, UsageError } = await import('./config.ts');
const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const { flags } = readArguments(process.argv.slice(2));
  if (flags.help) {
    say(
      `Usage: npm run demo -- [flags]\nShows a living county: seeds invented data into .data/ when it is empty, serves it and simulates devices.\n${configHelp()}`,
    );
    process.exit(0);
  }
  const config = readConfig({ ...flags, demo: true });
  const { serve, stopOnSignals } = await import('./serve.ts');
  const serving = await serve(config, say);
  stopOnSignals(serving);
  const { accounts, password } = (await (await fetch(new URL('/api/demo-accounts', serving.address))).json()) as {
    accounts: DemoAccount[];
    password: string;
  };
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`
天目 Tianmu is ready after ${seconds} s: ${serving.address}

Demo accounts (password ${password}):
${accounts.map((account) => `  ${account.account.padEnd(16)} ${account.displayName.padEnd(6, '\u3000')} ${account.place}  ${serving.address}/${account.portal}/`).join('\n')}

Invented data on an embedded store: not for real records (it survives a crash, not a power cut).
Stop with Ctrl-C.`);
} catch (error) {
  process.stderr.write(`${failureWords(error)}
`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
