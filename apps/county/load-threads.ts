// Loads the residents of a whole county from several worker threads into PostgreSQL.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DemoOptions } from './generator.ts';
import type { LoadWorkerInput, PoolLoaded } from './load-worker.ts';

export interface ThreadedLoad extends DemoOptions {
  /** Where the threads find the same database and key. */
  url: string;
  masterKey: Uint8Array;
  /** As many as there are processors unless told. */
  threads?: number;
  onPool(people: number, resources: number): void;
}

export async function loadThreaded(load: ThreadedLoad): Promise<void> {
  const { url, masterKey, residents, seed, now, years, onPool, threads = availableParallelism() } = load;
  const input: LoadWorkerInput = {
    url,
    masterKey,
    residents,
    seed,
    now,
    ...(years !== undefined && { years }),
    counter: new SharedArrayBuffer(4),
  };
  const workers = Array.from({ length: threads }, () => startWorker(input, onPool));
  try {
    await Promise.all(workers.map(({ ended }) => ended));
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }
}

function startWorker(input: LoadWorkerInput, onPool: ThreadedLoad['onPool']) {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { workerData: input });
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('message', ({ people, resources }: PoolLoaded) => onPool(people, resources));
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a loading thread ended with ${code}`))));
  });
  ended.catch(() => undefined);
  return { worker, ended };
}
