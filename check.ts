// `npm run check`: format, lint, types, architecture and unused code, each named, all run, one exit code.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
if (process.argv.includes('--help')) {
  process.stdout.write(
    'Usage: npm run check [-- NAME ...]\nNames: format, lint, types-server, types-web, architecture, unused\n',
  );
  process.exit(0);
}

function binary(owner: string, name: string = owner): string {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules', owner, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  return join(root, 'node_modules', owner, typeof bin === 'string' ? bin : bin[name]!);
}

const floors = ['platform', 'foundation', 'care', 'programmes', 'apps', 'journeys', 'bench'];
const checks: Record<string, [string, ...string[]]> = {
  format: [binary('prettier'), '--check', '--log-level', 'warn', '.'],
  lint: [binary('oxlint'), '--type-aware', '--quiet', '.'],
  'types-server': [binary('typescript', 'tsc'), '-p', 'tsconfig.json'],
  'types-web': [binary('typescript', 'tsc'), '-p', 'tsconfig.web.json'],
  architecture: [
    binary('dependency-cruiser', 'depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
    ...floors,
  ],
  unused: [binary('knip'), '--no-progress', '--no-config-hints'],
};

const wanted = process.argv.slice(2);
let failed = false;
for (const [name, [file, ...args]] of Object.entries(checks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (words += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  if (code !== 0) {
    failed = true;
    process.stdout.write(`${words.trim()}\n`);
  }
}
process.exit(failed ? 1 : 0);
