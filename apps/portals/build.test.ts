// The built portals keep their budgets: what a browser loads first, compressed, and nothing that it doesn't need.
/// <reference types="node" />
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}
const kilobyte = 1000;
let folder = '';
let chunks: Record<string, Chunk> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tianmu-portals-'));
  // A process of its own: this one runs as a test, and React would come in its development form.
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const options = ['--config', join(import.meta.dirname, 'vite.config.ts'), '--outDir', folder, '--logLevel', 'error'];
  const { VITEST: _test, ...environment } = process.env;
  execFileSync(process.execPath, [vite, 'build', ...options], { env: { ...environment, NODE_ENV: 'production' } });
  chunks = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withImports(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunks[key]?.imports ?? []) withImports(next, seen);
  return seen;
}
const text = (key: string) => readFileSync(join(folder, chunks[key]?.file ?? ''), 'utf8');
const gzipped = (keys: Iterable<string>) =>
  [...keys].reduce((sum, key) => sum + gzipSync(text(key)).length, 0) / kilobyte;
const chunkOf = (part: string) => Object.keys(chunks).find((key) => key.includes(part)) ?? '';

describe('what a browser loads first (gzip)', () => {
  it.each([
    ['index.html', undefined, 180],
    ['resident/index.html', undefined, 180],
    ['consent/index.html', undefined, 180],
    ['crew/index.html', 'today-page.tsx', 220],
    ['clinic/index.html', undefined, 450],
    ['bureau/index.html', 'live-county.tsx', 450],
    ['bureau/index.html', 'accounts-page.tsx', 450],
  ])('%s with its page %s stays below %i kB', (entry, page, budget) => {
    const loaded = new Set([...withImports(entry), ...(page ? withImports(chunkOf(page)) : [])]);
    expect(gzipped(loaded)).toBeLessThan(budget);
  });
  it('the map and the chart come later and stay below 700 kB', () => {
    expect(gzipped([...withImports(chunkOf('draw-map.ts'))])).toBeLessThan(700);
    expect(gzipped([...withImports(chunkOf('draw-chart.ts'))])).toBeLessThan(700);
  });
});

it('what a crew device keeps to start without a network stays below 1.5 MB', () => {
  const [first] = readFileSync(join(folder, 'crew-worker.js'), 'utf8').split('\n');
  const { files } = JSON.parse(first!.slice(first!.indexOf('{'), -1)) as { files: string[] };
  expect(files).toContain('/crew/index.html');
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  expect(bytes / kilobyte).toBeLessThan(1_500);
  // No component library of the workstations is among them.
  for (const file of files.filter((name) => name.endsWith('.js')))
    expect(readFileSync(join(folder, file), 'utf8'), file).not.toContain('ant-btn');
});

it('no portal carries the schema library: contracts lend routes and types only', () => {
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  for (const name of scripts)
    expect(readFileSync(join(folder, 'assets', name), 'utf8'), name).not.toContain('ZodObject');
});

it('nothing is loaded from another site', () => {
  for (const entry of ['index.html', 'resident/index.html', 'clinic/index.html', 'bureau/index.html']) {
    expect(readFileSync(join(folder, entry), 'utf8')).not.toMatch(/(src|href)="(https?:)?\/\//);
  }
});
