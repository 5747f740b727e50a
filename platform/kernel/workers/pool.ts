// The pool of worker threads, started when the first task comes.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Workers } from './workers.ts';

export function createWorkers(): Workers & { close(): Promise<void> } {
  let pool: Piscina | undefined;
  return {
    run(file, input, options = {}) {
      pool ??= new Piscina({
        maxThreads: Math.max(1, availableParallelism() - 1),
        minThreads: 0,
        idleTimeout: 30_000,
        maxQueue: 64,
      });
      return pool.run(input, { filename: fileURLToPath(file), ...(options.signal ? { signal: options.signal } : {}) });
    },
    async close() {
      await pool?.destroy();
    },
  };
}
