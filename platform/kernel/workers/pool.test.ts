// The worker pool runs a file's function off the main thread, hands its failures back, and stops when told.
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { createWorkers } from './pool.ts';

const file = join(mkdtempSync(join(tmpdir(), 'tianmu-worker-')), 'work.mjs');
writeFileSync(
  file,
  `import { isMainThread } from 'node:worker_threads';
export default async ({ n }) => {
  if (n < 0) throw new Error('negative');
  if (n === 99) await new Promise(() => {});
  return { square: n * n, apart: !isMainThread };
};`,
);
const work = pathToFileURL(file);
const workers = createWorkers();
afterAll(() => workers.close());

it('computes apart from the main thread', async () => {
  const results = await Promise.all(
    [1, 2, 3].map((n) => workers.run<{ n: number }, { square: number; apart: boolean }>(work, { n })),
  );
  expect(results).toEqual([1, 4, 9].map((square) => ({ square, apart: true })));
});

it('hands failures back and stops on a signal', async () => {
  await expect(workers.run(work, { n: -1 })).rejects.toThrow('negative');
  const stop = new AbortController();
  const endless = workers.run(work, { n: 99 }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 100);
  await expect(endless).rejects.toThrow(/abort/i);
});
