// Opens the browser that the tests drive: the npm Chromium, unpacked once per user, or the one that CHROMIUM_PATH names.
/// <reference types="node" />
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
} from 'playwright-core';
import { readTar } from './tar.ts';

const require = createRequire(import.meta.url);
const launchArguments = ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'];

/** `node_modules/@sparticuz/chromium`, wherever this project lies. */
function packageFolder(): string {
  let folder = dirname(require.resolve('@sparticuz/chromium'));
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'bin'))) folder = dirname(folder);
  return folder;
}

function unpack(from: string, into: string): void {
  const brotli = (name: string) => brotliDecompressSync(readFileSync(join(from, 'bin', name)));
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'chromium'), brotli('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) {
    for (const entry of readTar(brotli(name))) {
      const path = join(into, entry.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, entry.content, { mode: entry.mode });
    }
  }
}

/** Per user: files that root unpacked can't be replaced by another user. Outside the project where it is read-only. */
function cacheFolder(beside: string): string {
  const name = `tianmu-chromium-${userInfo().uid}`;
  try {
    mkdirSync(join(beside, name), { recursive: true });
    accessSync(join(beside, name), constants.W_OK);
    return join(beside, name);
  } catch {
    const folder = join(tmpdir(), name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** Several test processes may start at once: the first unpacks, the others wait. */
async function unpackOnce(): Promise<string> {
  const from = packageFolder();
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder(join(from, '..', '..', '.cache')), version);
  const lock = `${folder}.lock`;
  for (;;) {
    if (existsSync(folder)) return folder;
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > 120_000) rmSync(lock, { force: true });
      await wait(200);
    }
  }
  try {
    if (!existsSync(folder)) {
      const half = `${folder}.${process.pid}`;
      unpack(from, half);
      renameSync(half, folder);
    }
  } finally {
    rmSync(lock, { force: true });
  }
  return folder;
}

async function withProgram(options: LaunchOptions): Promise<LaunchOptions> {
  const own = process.env['CHROMIUM_PATH'];
  const args = [...launchArguments, ...(options.args ?? [])];
  if (own) return { ...options, executablePath: own, args };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The bundled Chromium runs on Linux x64 only: set CHROMIUM_PATH to a Chromium or Chrome.');
  }
  const folder = await unpackOnce();
  const libraries = [join(folder, 'lib'), folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    ...options,
    executablePath: join(folder, 'chromium'),
    args,
    env: { ...(process.env as Record<string, string>), ...options.env, LD_LIBRARY_PATH: libraries, HOME: folder },
  };
}

export const launchChromium = async (options: LaunchOptions = {}): Promise<Browser> =>
  chromium.launch(await withProgram(options));

/** A browser that keeps what it stores in `profile`, as a tablet does. */
export const launchProfile = async (profile: string, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { ...(await withProgram({})), ...options });

/** Ends the browser of a profile as a battery that is pulled out does. Linux only. */
export function pullBattery(profile: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    let words: string[] = [];
    try {
      words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      continue;
    }
    if (words.includes(`--user-data-dir=${profile}`)) process.kill(Number(pid), 'SIGKILL');
  }
}
