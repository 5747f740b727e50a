// A worker thread of the county's load: takes pools until none is left and writes them over its own connection.
import { parentPort, workerData } from 'node:worker_threads';
import { smFieldCipher } from '#platform/kernel/crypto/sm-field-cipher.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import { generateDemo, type DemoOptions } from './generator.ts';
import { loadPools } from './load-pools.ts';

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
