// A fresh demo county as its own process for one journey, with a real browser and plain API callers beside it.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchChromium } from '#platform/ui/testing/chromium.ts';
import { nodeFlags } from '../node-flags.mjs';
import { freePort, startServer, type Served } from '../bench/served.ts';

export const root = resolve(import.meta.dirname, '..');
export const password = process.env.TIANMU_DEMO_PASSWORD || 'tianmu-demo';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder that the set-up seeded once; every journey works on its own copy. */
    seededFolder: string;
  }
}

const plainDemo = ['--demo', '--no-simulator'];

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; json: unknown }>;

export interface JourneyCounty {
  address: string;
  data: string;
  browser: Browser;
  /** A browser of its own: own cookies, Chinese, Shanghai time. */
  newPage(size?: { width: number; height: number }): Promise<{ page: Page; context: BrowserContext }>;
  /** The API as that account sees it. */
  as(account: string): Promise<Call>;
  /** The command line on this county's data folder. */
  tianmu(...args: string[]): { status: number; words: string };
  restart(flags?: readonly string[]): Promise<void>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** `clock`: what time it is there (RFC 3339); the machine's own without. */
export async function openJourneyCounty({ clock }: { clock?: string } = {}): Promise<JourneyCounty> {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu journey '));
  const data = join(folder, 'data');
  cpSync(inject('seededFolder'), data, { recursive: true });
  const port = await freePort();
  const start = (flags: readonly string[] = plainDemo) => startServer({ data, port, flags });
  let served: Served | undefined = await start([...plainDemo, ...(clock ? ['--clock', clock] : [])]);
  const browser = await launchChromium();
  const address = served.address;
  return {
    address,
    data,
    browser,
    async newPage(size = { width: 1440, height: 900 }) {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        // As old eyes and weak machines have it: what moves for beauty's sake alone is drawn by the processor here.
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(60_000);
      return { context, page: await context.newPage() };
    },
    as: (account) => callerFor(address, account),
    tianmu: (...args) => runTianmu(...args, '--data', data),
    async restart(flags) {
      await served?.stop();
      served = await start(flags);
    },
    async kill() {
      await served?.stop();
      served = undefined;
    },
    async close() {
      await browser.close();
      await served?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function callerFor(address: string, account: string): Promise<Call> {
  const call: (token?: string) => Call =
    (token) =>
    async (method, path, body, headers = {}) => {
      const answer = await fetch(address + path, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
    };
  const signedIn = await call()('POST', '/api/session', { account, password });
  if (signedIn.status !== 200) throw new Error(`${account} can't sign in: ${signedIn.status}`);
  return call((signedIn.json as { token: string }).token);
}

export function runTianmu(...args: string[]): { status: number; words: string } {
  const done = spawnSync(process.execPath, [...nodeFlags, join(root, 'apps/server/cli.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: done.status ?? -1, words: done.stdout + done.stderr };
}

/** Runs once before all journeys, of either project: builds the portals and seeds one small county that each journey copies. */
export async function setup(project: {
  provide(key: 'seededFolder', value: string): void;
}): Promise<(() => void) | undefined> {
  const seeded = process.env.TIANMU_JOURNEYS_SEEDED;
  if (seeded) {
    project.provide('seededFolder', seeded);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-seeded-'));
  const data = join(folder, 'data');
  const port = await freePort();
  // The journeys' key is their own: the home folder of whoever runs them stays as it is.
  process.env.TIANMU_KEY_FILE = join(folder, 'journeys.key');
  const served = await startServer({
    data,
    port,
    flags: ['--demo', '--no-simulator', '--residents', '300'],
    timeoutSeconds: 240,
  });
  await settled(served.address);
  await served.stop();
  process.env.TIANMU_JOURNEYS_SEEDED = data;
  project.provide('seededFolder', data);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Waits until a server has done what its first start left to do: done here once, it is not done again by each journey. */
async function settled(address: string): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  for (let quiet = 0; quiet < 8; await new Promise((wait) => setTimeout(wait, 250))) {
    const words = await (await fetch(`${address}/metrics`)).text();
    quiet =
      /tianmu_jobs\{state="due"\} 0/.test(words) && /tianmu_jobs\{state="running"\} 0/.test(words) ? quiet + 1 : 0;
    if (Date.now() > giveUpAt) throw new Error(`the first start left jobs that do not end:\n${words}`);
  }
}

/** Starts `npm run demo` itself, as a newcomer would, and waits for its last words. */
export async function startDemo(
  ...flags: string[]
): Promise<{ words: string; address: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu demo '));
  const child = spawn(
    process.execPath,
    [
      join(root, 'run.mjs'),
      'apps/server/demo.ts',
      '--data',
      join(folder, 'data'),
      '--port',
      String(await freePort()),
      ...flags,
    ],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (words += String(chunk)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  while (!words.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`the demo ended:\n${words}`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return {
    words,
    address: /http:\/\/127\.0\.0\.1:\d+/.exec(words)![0],
    async stop() {
      process.kill(-child.pid!, 'SIGTERM');
      await ended;
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}
