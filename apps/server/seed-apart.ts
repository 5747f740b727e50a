// Seeds a fresh embedded database in a process of its own: its memory (1.6 GB at the peak) is gone before the server starts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root, UsageError, type Config } from './config.ts';

/** Does nothing where a database stands already; then the server itself sees whether it is whole. */
export async function seedApart(config: Config, say: (line: string) => void): Promise<void> {
  if (config.database || (existsSync(join(config.data, 'database')) && !config.reset)) return;
  const handedOn = (['data', 'residents', 'clock', 'speed', 'key-file', 'node', 'log-level'] as const).flatMap(
    (name) => (config[name] === undefined ? [] : [`--${name}`, String(config[name])]),
  );
  const args = ['seed', ...handedOn, ...(config.reset ? ['--reset'] : [])];
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'apps/server/cli.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stopChild = () => child.kill('SIGTERM');
  process.once('exit', stopChild);
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += String(chunk)));
  createInterface({ input: child.stdout }).on('line', say);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.off('exit', stopChild);
  if (code === 2) throw new UsageError(words.trim());
  if (code !== 0) throw new Error(`the demo county could not be seeded:\n${words}`);
}
