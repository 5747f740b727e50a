// The database handle on PGlite: PostgreSQL inside a worker thread, on a folder that only this process may open.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import type { Db, Row, Sql, Transaction, TransactionOptions } from './db.ts';
import { copyStatement } from './copy.ts';
import { bytesOfLines } from './line-buffer.ts';
import { lockFolder } from './lock-file.ts';
import type { WorkerAnswer, WorkerCall } from './pglite-protocol.ts';
import { refuseInsideTransaction, runTransaction } from './transaction.ts';

/** Bytes of COPY text handed to PGlite at once; bounds the memory of a load. */
const copyChunkBytes = 8 * 1024 * 1024;
/** Heap pages of 8 KiB read at once by a backup. */
const copyOutPages = 1_000;
type CallBody = WorkerCall extends infer Call ? (Call extends { id: number } ? Omit<Call, 'id'> : never) : never;

/** Opens the folder, or a database in memory (tests) without one. PGlite never fsyncs: see /healthz and the README. */
export async function openPglite(folder?: string): Promise<Db> {
  const release = folder === undefined ? () => undefined : lockFolder(folder);
  try {
    if (folder !== undefined) mkdirSync(dirname(folder), { recursive: true });
    return new PgliteDb(await startWorker(folder), release);
  } catch (error) {
    release();
    throw error;
  }
}

async function startWorker(folder: string | undefined): Promise<Worker> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { folder } });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the embedded database ended while it opened')));
  });
  worker.removeAllListeners('exit');
  worker.removeAllListeners('error');
  return worker;
}

class PgliteDb implements Db {
  readonly engine = 'pglite';
  readonly point: Sql = this;
  private readonly worker: Worker;
  private readonly release: () => void;
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private readonly heard = new Map<string, Set<(payload: string) => void>>();
  private lastId = 0;
  /** One session: transactions and queries stand in one queue. */
  private tail: Promise<unknown> = Promise.resolve();

  constructor(worker: Worker, release: () => void) {
    this.worker = worker;
    this.release = release;
    worker.on('message', (answer: WorkerAnswer) => this.take(answer));
    worker.on('error', (error) => this.endAll(error as Error));
    worker.on('exit', () => this.endAll(new Error('the embedded database has ended')));
  }

  query<R = Row>(sql: string, args: readonly unknown[] = []): Promise<R[]> {
    refuseInsideTransaction(this);
    return this.inTurn(() => this.call({ verb: 'query', sql, args }) as Promise<R[]>);
  }

  tx<T>(run: (q: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T> {
    refuseInsideTransaction(this);
    const connection: Omit<Transaction, 'afterCommit'> = {
      query: <R>(sql: string, args: readonly unknown[] = []) => this.call({ verb: 'query', sql, args }) as Promise<R[]>,
      copyIn: async (table, columns, lines) => {
        const chunks = [bytesOfLines(lines)];
        await this.call({ verb: 'copyIn', sql: copyStatement(table, columns, "'/dev/blob'"), chunks });
      },
    };
    return this.inTurn(() => runTransaction(this, connection, run, options));
  }

  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const hearers = this.heard.get(channel) ?? new Set();
    this.heard.set(channel, hearers.add(hear));
    await this.inTurn(() => this.call({ verb: 'listen', channel }));
    return async () => void hearers.delete(hear);
  }

  async copyIn(
    table: string,
    columns: readonly string[],
    lines: AsyncIterable<string> | Iterable<string>,
  ): Promise<number> {
    const sql = copyStatement(table, columns, "'/dev/blob'");
    let rows = 0;
    let text: string[] = [];
    let length = 0;
    const flush = async () => {
      if (text.length === 0) return;
      const chunk = Buffer.from(`${text.join('\n')}\n`);
      rows += text.length;
      text = [];
      length = 0;
      await this.inTurn(() => this.call({ verb: 'copyIn', sql, chunks: [chunk] }));
    };
    for await (const line of lines) {
      text.push(line);
      length += line.length;
      if (length >= copyChunkBytes) await flush();
    }
    await flush();
    return rows;
  }

  async copyInStream(table: string, columns: readonly string[], from: Readable): Promise<void> {
    await this.copyIn(table, columns, wholeLines(from));
  }

  copyOut(tables: readonly { table: string; columns: readonly string[]; into: () => Writable }[]): Promise<void> {
    return this.inTurn(async () => {
      for (const { table, columns, into } of tables)
        await pipeline(Readable.from(this.pagesOf(table, columns)), into());
    });
  }

  /** A table as COPY text, some thousand pages at a time: a whole table would not fit into the memory of PGlite. */
  private async *pagesOf(table: string, columns: readonly string[]): AsyncIterable<Buffer> {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const [size] = (await this.call({
      verb: 'query',
      sql: 'select pg_relation_size($1::regclass) / 8192 as pages',
      args: [table],
    })) as { pages: number }[];
    for (let from = 0; from < size!.pages; from += copyOutPages) {
      const rows = `select ${list} from only ${table} where ctid >= '(${from},0)'::tid and ctid < '(${from + copyOutPages},0)'::tid`;
      yield Buffer.from((await this.call({ verb: 'copyOut', sql: `copy (${rows}) to '/dev/blob'` })) as Uint8Array);
    }
  }

  async close(): Promise<void> {
    await this.inTurn(() => this.call({ verb: 'close' })).catch(() => undefined);
    await this.worker.terminate();
    this.release();
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.tail.then(run, run);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private call(call: CallBody): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...call });
    });
  }

  private take(answer: WorkerAnswer): void {
    if ('notified' in answer) {
      for (const hear of this.heard.get(answer.notified) ?? []) hear(answer.payload);
    } else if ('id' in answer) {
      const caller = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('failure' in answer) caller?.reject(Object.assign(new Error(answer.failure.message), answer.failure));
      else caller?.resolve(answer.value);
    }
  }

  private endAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

async function* wholeLines(from: Readable): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of from) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
