// Bars: first page within 60 s on a fresh data folder, second start under 5 s, resident memory at most 1.2 GB (packages installed).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { freePort, memoryOf, startServer, type Served } from './served.ts';

const bars = { firstPageSeconds: 60, secondStartSeconds: 5, memoryMiB: 1_200 };

/** The first page counts when a browser could show it: the entry and every script and style that it names. */
async function firstPage(served: Served): Promise<void> {
  const entry = await (await fetch(`${served.address}/`)).text();
  const parts = [...entry.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
  if (parts.length === 0) throw new Error('the door page names no script');
  await Promise.all(parts.map(async (path) => (await fetch(served.address + path)).arrayBuffer()));
  const accounts = await fetch(`${served.address}/api/demo-accounts`);
  if (!accounts.ok) throw new Error('the demo accounts do not answer');
}

export const bench: Bench = async ({ database, residents, note, rounds = 3 }) => {
  const data = mkdtempSync(join(tmpdir(), 'tianmu-start-'));
  const port = await freePort();
  const flags = ['--demo', '--no-simulator', ...(residents ? ['--residents', String(residents)] : [])];
  // Fresh clone: the portals are built anew as well.
  rmSync(join(import.meta.dirname, '../dist'), { recursive: true, force: true });
  const options = { data, port, flags, ...(database ? { database } : {}) };
  try {
    const startedAt = performance.now();
    const fresh = await startServer(options);
    await firstPage(fresh);
    const firstPageSeconds = (performance.now() - startedAt) / 1000;
    note(`first page after ${firstPageSeconds.toFixed(1)} s`);
    const memory = memoryOf(fresh.child.pid!);
    await fresh.stop();
    const seconds: number[] = [];
    let later = memory;
    for (let round = 0; round < rounds; round++) {
      const beganAt = performance.now();
      const again = await startServer(options);
      await firstPage(again);
      seconds.push((performance.now() - beganAt) / 1000);
      later = memoryOf(again.child.pid!);
      note(`start ${round + 2} after ${seconds.at(-1)!.toFixed(1)} s, ${later.now} MiB`);
      await again.stop();
    }
    const secondStartSeconds = seconds.toSorted((left, right) => left - right)[Math.floor(seconds.length / 2)]!;
    const round = (value: number) => Math.round(value * 10) / 10;
    const figures = {
      firstPageSeconds: round(firstPageSeconds),
      secondStartSeconds: round(secondStartSeconds),
      memoryMiB: Math.max(memory.now, later.now),
      peakMemoryMiB: Math.max(memory.peak, later.peak),
      ...Object.fromEntries(Object.entries(bars).map(([name, bar]) => [`bar_${name}`, bar])),
    };
    const ok =
      firstPageSeconds <= bars.firstPageSeconds &&
      secondStartSeconds < bars.secondStartSeconds &&
      figures.memoryMiB <= bars.memoryMiB;
    return { ok, figures, peers: {}, engine: database ? 'postgresql' : 'pglite' };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};
