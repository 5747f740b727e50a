// A worker thread of the county's load: takes pools until none is left and writes them over its own connection.
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { DemoOptions } from './generator.ts';

export interface LoadWorkerInput extends DemoOptions {
  url: string;
  masterKey: Uint8Array;
  /** One Int32: the next pool. */
  counter: SharedArrayBuffer;
}
export interface PoolLoaded {
  people: number;
  resources: number;
}

// Each thread compiles for itself, unless it finds what another one compiled.
enableCompileCache();
const { smFieldCipher } = await import('#platform/kernel/crypto/sm-field-cipher.ts');
const { openPostgres } = await import('#platform/kernel/db/postgres.ts');
const { generateDemo } = await import('./generator.ts');
const { loadPools } = await import('./load-pools.ts');

const { url, masterKey, counter, ...options } = workerData as LoadWorkerInput;
// What is loaded counts only when all of it is there: nobody waits for the disk after each COPY.
const db = await openPostgres({ url, maxConnections: 1, settings: { synchronous_commit: 'off' } });
const next = new Int32Array(counter);
try {
  await loadPools({
    db,
    cipher: smFieldCipher(masterKey),
    demo: generateDemo(options),
    seed: options.seed,
    now: options.now,
    take: () => Atomics.add(next, 0, 1),
    onPool: (people, resources) => parentPort!.postMessage({ people, resources } satisfies PoolLoaded),
  });
} finally {
  await db.close();
}
