// Lets the command line work while the server holds the embedded database: commands run here and stream their words back.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { commandNamed } from './commands/index.ts';
import { readConfig, UsageError, type Config } from './config.ts';
import type { OpenedCounty } from './open-county.ts';

/** Unix socket paths are short: the folder's hash stands for its name. */
export function socketPath(dataFolder: string): string {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 24);
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\tianmu-${name}`
    : join(tmpdir(), `tianmu-${userInfo().uid}-${name}.sock`);
}

interface Order {
  name: string;
  flags: Record<string, string | boolean>;
  words: string[];
  folder: string;
}

export async function startAdminSocket(county: OpenedCounty, config: Config): Promise<{ close(): Promise<void> }> {
  const path = socketPath(config.data);
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server: Server = createServer((incoming, outgoing) => {
    void (async () => {
      const order = (await json(incoming)) as Order;
      const say = (line: string) => void outgoing.write(`${JSON.stringify({ line })}\n`);
      let code = 1;
      try {
        const command = commandNamed(order.name);
        code = await command.run({
          county,
          config: { ...readConfig(order.flags), data: config.data },
          flags: order.flags,
          words: order.words,
          folder: order.folder,
          say,
        });
      } catch (error) {
        say(error instanceof UsageError ? error.message : `It failed: ${String(error)}`);
      }
      outgoing.end(`${JSON.stringify({ code })}\n`);
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Runs the command inside the serving process; undefined where none serves this folder. */
export async function runInServer(
  dataFolder: string,
  order: Order,
  say: (line: string) => void,
): Promise<number | undefined> {
  const socket = socketPath(dataFolder);
  if (process.platform !== 'win32' && !existsSync(socket)) return undefined;
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: socket, method: 'POST', path: '/' }, (answer) => {
      let text = '';
      let code = 1;
      const take = (line: string) => {
        if (line === '') return;
        const message = JSON.parse(line) as { line?: string; code?: number };
        if (message.line !== undefined) say(message.line);
        if (message.code !== undefined) code = message.code;
      };
      answer.on('data', (chunk: Buffer) => {
        const lines = (text + String(chunk)).split('\n');
        text = lines.pop()!;
        for (const line of lines) take(line);
      });
      answer.on('end', () => resolve(code));
    });
    call.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    );
    call.end(JSON.stringify(order));
  });
}
