// A Tianmu server as a process group of its own, for benches that start, measure and kill it.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { nodeFlags } from '../node-flags.mjs';

const root = resolve(import.meta.dirname, '..');

export interface Served {
  address: string;
  child: ChildProcess;
  /** Milliseconds from the start of the process until /readyz answered 200. */
  readyAfter: number;
  /** The last of what it said on stderr. */
  words(): string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Below the ports that systems give to connections of their own: one of those would be taken by the time it is used. */
const [lowestPort, highestPort] = [20_000, 32_000];

export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowestPort, highestPort);
    const isFree = await new Promise<boolean>((resolveFree) => {
      const probe = createServer()
        .once('error', () => resolveFree(false))
        .listen(port, '127.0.0.1', () => probe.close(() => resolveFree(true)));
    });
    if (isFree) return port;
  }
}

/** Starts `tianmu serve`, or another program that serves a county, and waits for readiness; throws with its words when it ends before. */
export async function startServer(options: {
  data: string;
  port: number;
  database?: string;
  flags?: readonly string[];
  timeoutSeconds?: number;
  /** Program instead of the `tianmu` command, from the project's root. */
  program?: string;
}): Promise<Served> {
  const startedAt = performance.now();
  const address = `http://127.0.0.1:${options.port}`;
  const args = [
    ...(options.program ? [] : ['serve']),
    '--port',
    String(options.port),
    '--data',
    options.data,
    ...(options.database ? ['--database', options.database] : []),
    ...(options.flags ?? []),
  ];
  const child = spawn(process.execPath, [...nodeFlags, join(root, options.program ?? 'apps/server/cli.ts'), ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr!.on('data', (chunk: Buffer) => (words = (words + String(chunk)).slice(-20_000)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const giveUpAt = startedAt + (options.timeoutSeconds ?? 120) * 1000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended before it was ready:\n${words}`);
    if (performance.now() > giveUpAt) {
      process.kill(-child.pid!, 'SIGKILL');
      throw new Error(`the server was not ready in time:\n${words}`);
    }
    const ready = await fetch(`${address}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) break;
    await new Promise((wait) => setTimeout(wait, 25));
  }
  const end = async (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // It has ended already.
    }
    await ended;
  };
  return {
    address,
    child,
    readyAfter: performance.now() - startedAt,
    words: () => words,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Resident memory in MiB of a process now and at its highest (Linux). */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

export async function signIn(address: string, account: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: process.env.TIANMU_DEMO_PASSWORD || 'tianmu-demo' }),
  });
  if (!answer.ok) throw new Error(`${account} can't sign in: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}
