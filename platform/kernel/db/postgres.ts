// The database handle on PostgreSQL 15 or newer, and on Citus, through a pool of connections.
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Db, Engine, Row, Sql, Transaction, TransactionOptions } from './db.ts';
import { copyStatement } from './copy.ts';
import { bytesOfLines } from './line-buffer.ts';
import { PointConnections } from './point-connections.ts';
import { readInstant } from './timestamp.ts';
import { refuseInsideTransaction, runTransaction } from './transaction.ts';

const typeParsers = new pg.TypeOverrides();
typeParsers.setTypeParser(pg.types.builtins.INT8, Number);
typeParsers.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
typeParsers.setTypeParser(pg.types.builtins.TIMESTAMPTZ, readInstant);

export interface PostgresOptions {
  url: string;
  /** Connections in the pool; 16 unless told. */
  maxConnections?: number;
  /** Settings of every connection, by plain name and value. */
  settings?: Readonly<Record<string, string>>;
  onError?: (error: Error) => void;
}

/** See `Db.point`. */
const pointSettings = { plan_cache_mode: 'force_generic_plan' };

function clientOptions(options: PostgresOptions, settings: Readonly<Record<string, string>>): pg.ClientConfig {
  return {
    connectionString: options.url,
    connectionTimeoutMillis: 5_000,
    types: typeParsers,
    // On Citus, settings of a transaction must reach the workers; elsewhere this is a harmless placeholder.
    options: Object.entries({
      timezone: 'Asia/Shanghai',
      'citus.propagate_set_commands': 'local',
      ...options.settings,
      ...settings,
    })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}

export async function openPostgres(options: PostgresOptions): Promise<Db> {
  const max = options.maxConnections ?? 16;
  const onError = (error: Error) => options.onError?.(error);
  const pool = new pg.Pool({ ...clientOptions(options, {}), max });
  // Without a listener a restart of the server would end this process.
  pool.on('error', onError);
  const points = new PointConnections(clientOptions(options, pointSettings), Math.ceil(max / 2), onError);
  const [extension] = (await pool.query("select 1 from pg_extension where extname = 'citus'")).rows;
  return new PostgresDb(pool, points, options, extension ? 'citus' : 'postgresql');
}

class PostgresDb implements Db {
  readonly engine: Engine;
  readonly point: Sql;
  private readonly pool: pg.Pool;
  private readonly points: PointConnections;
  private readonly options: PostgresOptions;
  private readonly listeners = new Set<Listener>();

  constructor(pool: pg.Pool, points: PointConnections, options: PostgresOptions, engine: Engine) {
    this.pool = pool;
    this.points = points;
    this.point = { query: (sql, args) => this.ask(points, sql, args) };
    this.options = options;
    this.engine = engine;
  }

  query<R = Row>(sql: string, args?: readonly unknown[]): Promise<R[]> {
    return this.ask(this.pool, sql, args);
  }

  private async ask<R>(
    from: Pick<pg.Pool | PointConnections, 'query'>,
    sql: string,
    args: readonly unknown[] = [],
  ): Promise<R[]> {
    refuseInsideTransaction(this);
    return rowsOf<R>(await from.query(named(sql, args)));
  }

  async tx<T>(run: (q: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T> {
    refuseInsideTransaction(this);
    const client = await this.pool.connect();
    let broken: Error | undefined;
    client.once('error', (error) => (broken = error));
    const connection: Omit<Transaction, 'afterCommit'> = {
      query: async <R>(sql: string, args: readonly unknown[] = []) => rowsOf<R>(await client.query(named(sql, args))),
      copyIn: (table, columns, lines) =>
        pipeline(Readable.from([bytesOfLines(lines)]), client.query(copyFrom(copyStatement(table, columns)))),
    };
    try {
      return await runTransaction(this, connection, run, options);
    } finally {
      client.removeAllListeners('error');
      client.release(broken);
    }
  }

  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const listener = new Listener(this.options.url, channel, hear);
    this.listeners.add(listener);
    await listener.connect();
    return async () => {
      this.listeners.delete(listener);
      await listener.end();
    };
  }

  async copyIn(
    table: string,
    columns: readonly string[],
    lines: AsyncIterable<string> | Iterable<string>,
  ): Promise<number> {
    const client = await this.pool.connect();
    try {
      const stream = client.query(copyFrom(copyStatement(table, columns)));
      const failed = once(stream, 'finish');
      let chunk = '';
      for await (const line of lines) {
        chunk += `${line}\n`;
        if (chunk.length < 256 * 1024) continue;
        if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
        chunk = '';
      }
      stream.end(chunk);
      await failed;
      return stream.rowCount;
    } finally {
      client.release();
    }
  }

  async copyInStream(table: string, columns: readonly string[], from: Readable): Promise<void> {
    const client = await this.pool.connect();
    try {
      await pipeline(from, client.query(copyFrom(copyStatement(table, columns))));
    } finally {
      client.release();
    }
  }

  async copyOut(tables: readonly { table: string; columns: readonly string[]; into: () => Writable }[]): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      for (const { table, columns, into } of tables)
        await pipeline(client.query(copyTo(copyStatement(table, columns, 'stdout', 'to'))), into());
      await client.query('commit');
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.listeners].map((listener) => listener.end()));
    await Promise.all([this.pool.end(), this.points.end()]);
  }
}

const rowsOf = <R>(result: pg.QueryResult): R[] => result.rows as R[];

/** Statements with parameters are prepared once per connection (a quarter less CPU on hot paths). */
const names = new Map<string, string>();
function named(text: string, values: readonly unknown[]): pg.QueryConfig {
  if (values.length === 0 || text.length > 4_000) return { text, values: values as unknown[] };
  let name = names.get(text);
  if (!name) {
    if (names.size >= 2_000) return { text, values: values as unknown[] };
    name = `s${names.size}`;
    names.set(text, name);
  }
  return { name, text, values: values as unknown[] };
}

/** A connection of its own that hears NOTIFY, and comes back after the server did. */
class Listener {
  private readonly url: string;
  private readonly channel: string;
  private readonly hear: (payload: string) => void;
  private client: pg.Client | undefined;
  private ended = false;

  constructor(url: string, channel: string, hear: (payload: string) => void) {
    if (!/^[a-z_]+$/.test(channel)) throw new Error(`channel ${channel}`);
    this.url = url;
    this.channel = channel;
    this.hear = hear;
  }

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    client.on('notification', (notice) => this.hear(notice.payload ?? ''));
    client.once('end', () => this.reconnect());
    await client.connect();
    await client.query(`listen ${this.channel}`);
    this.client = client;
  }

  private reconnect(): void {
    if (this.ended) return;
    setTimeout(() => {
      if (this.ended) return;
      // What was announced meanwhile is unknown: wake the listener once.
      this.connect().then(
        () => this.hear(''),
        () => this.reconnect(),
      );
    }, 1_000).unref();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.client?.end().catch(() => undefined);
  }
}
