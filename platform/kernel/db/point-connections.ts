// A few connections for short reads, on which statements follow each other without waiting: those of one turn of the event loop leave in one write.
import type { Writable } from 'node:stream';
import pg from 'pg';

interface Connection {
  client: pg.Client;
  /** Resolves when it is connected. */
  ready: Promise<unknown>;
  /** Statements on their way. */
  open: number;
  /** Statements of this turn; above 0 its stream holds them back. */
  held: number;
}

/** So many statements are held back at most: the database should work while this turn goes on. */
const mostHeld = 4;

export class PointConnections {
  private readonly options: pg.ClientConfig;
  private readonly size: number;
  private readonly onError: (error: Error) => void;
  private readonly connections = new Set<Connection>();
  /** Takes the statements of this turn of the event loop. */
  private current: Connection | undefined;
  private ended = false;

  constructor(options: pg.ClientConfig, size: number, onError: (error: Error) => void) {
    this.options = options;
    this.size = size;
    this.onError = onError;
  }

  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const connection = this.choose();
    connection.open += 1;
    try {
      await connection.ready;
      this.hold(connection);
      const answer = connection.client.query(statement);
      if (connection.held >= mostHeld) this.release(connection);
      return await answer;
    } finally {
      connection.open -= 1;
    }
  }

  async end(): Promise<void> {
    this.ended = true;
    await Promise.all([...this.connections].map(({ client }) => client.end().catch(() => undefined)));
  }

  /** The one that gathers this turn's statements; else the idlest. A connection is opened when all are at work. */
  private choose(): Connection {
    if (this.current) return this.current;
    let idlest: Connection | undefined;
    for (const one of this.connections) if (!idlest || one.open < idlest.open) idlest = one;
    if (!idlest || (idlest.open > 0 && this.connections.size < this.size)) return this.connect();
    return idlest;
  }

  private connect(): Connection {
    if (this.ended) throw new Error('the database was closed');
    const client = new pg.Client({ ...this.options, pipeline: true });
    const connection: Connection = { client, ready: client.connect(), open: 0, held: 0 };
    this.connections.add(connection);
    const leave = () => {
      this.connections.delete(connection);
      if (this.current === connection) this.current = undefined;
    };
    client.on('error', (error: Error) => {
      leave();
      this.onError(error);
    });
    client.on('end', leave);
    // Whoever asked hears of it by its own await.
    connection.ready.catch(leave);
    return connection;
  }

  /** Each write to a socket costs as much as a short statement: some of one turn go out together. */
  private hold(connection: Connection): void {
    if (connection.held === 0) {
      streamOf(connection).cork();
      this.current = connection;
      setImmediate(() => this.release(connection));
    }
    connection.held += 1;
  }

  private release(connection: Connection): void {
    if (connection.held === 0) return;
    connection.held = 0;
    if (this.current === connection) this.current = undefined;
    streamOf(connection).uncork();
  }
}

const streamOf = ({ client }: Connection): Writable =>
  (client as unknown as { connection: { stream: Writable } }).connection.stream;
