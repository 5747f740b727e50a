// The `tianmu` command: serve, migrate, seed, import, roads, decode, account, token, verify-audit, audit-roots, oidc-keys, backup, restore.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { readArguments, readConfig, configHelp, failureWords, UsageError } = await import('./config.ts');
const { commands, commandNamed, loneCommands } = await import('./commands/index.ts');

const write = (line: string) => void process.stdout.write(`${line}\n`);
const note = (line: string) => void process.stderr.write(`${line}\n`);

function help(): string {
  const list = [
    ['serve', 'start the server of a county'],
    ...[...commands, ...loneCommands].map(({ name, summary }) => [name, summary]),
  ];
  return `Tianmu (天目): the open digital backbone of a county's health care

Usage: npm run tianmu -- COMMAND [flags]

${list.map(([name, summary]) => `  ${name!.padEnd(14)} ${summary}`).join('\n')}

Each command has --help. Flags of all commands (also TIANMU_* variables and tianmu.json):
${configHelp()}`;
}

async function serveCommand(flags: Record<string, string | boolean>): Promise<void> {
  const { serve, stopOnSignals } = await import('./serve.ts');
  const config = readConfig({
    simulator: false,
    ...flags,
    ...(flags.demo && flags.simulator === undefined ? { simulator: true } : {}),
  });
  const serving = await serve(config, note);
  stopOnSignals(serving);
  note(`Tianmu serves ${serving.address}; devices at mqtt://${config.host}:${serving.mqttPort}`);
  if (serving.jt808Port !== undefined) note(`Vehicle terminals (JT/T 808) at ${config.host}:${serving.jt808Port}`);
  if (serving.county.kernel.db.engine === 'pglite')
    note(
      'Demo or single station: this embedded store survives a crash of the program but not a power cut. Use PostgreSQL (--database) for real records.',
    );
}

async function run(name: string, args: readonly string[]): Promise<number | undefined> {
  if (name === 'serve') {
    const { flags } = readArguments(args);
    if (flags.help)
      return (write(`Usage: npm run tianmu -- serve [flags]\nReady when GET /readyz answers 200.\n${configHelp()}`), 0);
    await serveCommand(flags);
    return undefined;
  }
  const lone = loneCommands.find((candidate) => candidate.name === name);
  const command = lone ?? commandNamed(name);
  const { flags, words } = readArguments(args, command.ownFlags);
  if (flags.help)
    return (write(`Usage: npm run tianmu -- ${name} ${command.help}\n\nFlags of all commands:\n${configHelp()}`), 0);
  const fault = command.fault?.(words, flags);
  if (fault) throw new UsageError(fault);
  if (lone) return lone.run({ flags, words, say: write });
  const config = readConfig(flags);
  const folder = process.env.INIT_CWD ?? process.cwd();
  if (!config.database) {
    const { runInServer } = await import('./admin-socket.ts');
    const code = await runInServer(config.data, { name, flags, words, folder }, write);
    if (code !== undefined) return code;
  }
  const { openCounty } = await import('./open-county.ts');
  const county = await openCounty(config);
  try {
    return await commandNamed(name).run({ county, config, flags, words, folder, say: write });
  } finally {
    await county.stop();
  }
}

const [name, ...args] = process.argv.slice(2);
if (name === undefined || name === '--help' || name === 'help') {
  write(help());
  process.exit(name === undefined ? 2 : 0);
}
try {
  const code = await run(name, args);
  if (code !== undefined) process.exit(code);
} catch (error) {
  note(failureWords(error));
  process.exit(error instanceof UsageError ? 2 : 1);
}
