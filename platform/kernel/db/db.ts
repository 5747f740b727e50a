// The database handle that every store uses: the same few verbs on PGlite, PostgreSQL and Citus.
import type { Readable, Writable } from 'node:stream';

export type Row = Record<string, unknown>;

/** Something that runs one parameterised statement: the pool, or the handle of an open transaction. */
export interface Sql {
  query<R = Row>(sql: string, args?: readonly unknown[]): Promise<R[]>;
}

export interface Transaction extends Sql {
  /** COPY ... FROM STDIN inside of the transaction; rows as tab-separated lines, or as the bytes of such lines. */
  copyIn(table: string, columns: readonly string[], lines: readonly string[] | Uint8Array): Promise<void>;
  /** Runs after the commit, never after a rollback; for hints such as waking a poller. */
  afterCommit(run: () => void): void;
}

export interface TransactionOptions {
  /** Attempts after a serialization failure (40001) or deadlock (40P01); 3 unless told. */
  retries?: number;
  /** `repeatable read` gives one snapshot to several statements. */
  isolation?: 'read committed' | 'repeatable read';
}

export type Engine = 'pglite' | 'postgresql' | 'citus';

export interface Db extends Sql {
  readonly engine: Engine;
  /**
   * For reads about one person or one id: planned once for all values.
   * Planned for their values, such reads go wrong where statistics lag behind (a new code, today's dates): an index over
   * the whole county then looks as good as the person's own.
   */
  readonly point: Sql;
  /** One transaction: commits when the function resolves, rolls back when it throws. Never call `db.query` inside. */
  tx<T>(run: (q: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Hears NOTIFY on a channel; a hint only, polling is the truth. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  /** COPY ... FROM STDIN in text format: rows as tab-separated lines; returns the number of rows. */
  copyIn(table: string, columns: readonly string[], lines: AsyncIterable<string> | Iterable<string>): Promise<number>;
  /** COPY of whole tables TO STDOUT in text format, all from one snapshot, each into a stream of its own. */
  copyOut(tables: readonly { table: string; columns: readonly string[]; into: () => Writable }[]): Promise<void>;
  /** COPY ... FROM STDIN with raw COPY text, as a backup holds it. */
  copyInStream(table: string, columns: readonly string[], from: Readable): Promise<void>;
  close(): Promise<void>;
}
