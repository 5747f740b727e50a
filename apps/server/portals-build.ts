// Builds the portals with Vite when their sources changed since the last build; nothing happens otherwise.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './config.ts';

export const portalsFolder = join(root, 'dist', 'portals');
const stampFile = join(root, 'dist', 'portals.stamp');
const sources = [
  'platform/ui/**/*.{ts,tsx,css,json}',
  '*/*/web/**/*.{ts,tsx,css,json}',
  'apps/portals/**/*.{ts,tsx,css,html,json,svg}',
  '{platform,foundation,care,programmes,governance,assistant}/**/*contract.ts',
  'platform/algorithms/**/*.ts',
  '{foundation,care,programmes,governance,assistant}/*/{messages,rules}/**/*.{ts,json}',
  'platform/*.ts',
  'package-lock.json',
];

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root, exclude: ['node_modules/**'] }).toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Resolves to the folder with the built portals. Throws with Vite's own words where the build fails. */
export async function buildPortals(say: (line: string) => void): Promise<string> {
  const stamp = fingerprint();
  if (existsSync(stampFile) && existsSync(portalsFolder) && readFileSync(stampFile, 'utf8') === stamp)
    return portalsFolder;
  say('Building the portals ...');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', join(root, 'apps/portals/vite.config.ts'), '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (words += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the portals could not be built:\n${words}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return portalsFolder;
}
