// Drives an HTTP server over kept-alive connections with ready-made requests, so that the client costs as little as it can.
import { connect, type Socket } from 'node:net';

export interface Load {
  /** Host and port. */
  address: string;
  /** Each has one request under way at a time. */
  connections: number;
  seconds: number;
  /** The whole next request as bytes. */
  next(): Buffer;
  /** Status that counts as done; anything else is an error. */
  status?: number;
  /** Judges each answer instead of its status alone. */
  accept?(status: number, body: () => string): boolean;
}
export interface LoadResult {
  perSecond: number;
  p50Milliseconds: number;
  p95Milliseconds: number;
  errors: number;
  bytesPerAnswer: number;
  /** Text of the first answer with another status. */
  firstError?: string;
}

/** A request as it goes over the wire. */
export function rawRequest(
  address: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${new URL(address).host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

const headEnd = Buffer.from('\r\n\r\n');

/** One connection: sends, waits for the whole answer, sends again. */
class Client {
  private readonly socket: Socket;
  private readonly take: (status: number, body: () => string, bytes: number) => boolean;
  private readonly next: () => Buffer;
  private parts: Buffer[] = [];
  private held = 0;
  private wanted = -1;
  private status = 0;
  private bodyAt = 0;
  readonly done: Promise<void>;

  constructor(address: string, next: () => Buffer, take: Client['take']) {
    const { hostname, port } = new URL(address);
    this.next = next;
    this.take = take;
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.done = new Promise((resolve, reject) => {
      this.socket.on('data', (chunk: Buffer) => this.read(chunk));
      this.socket.once('error', reject);
      this.socket.once('close', () => resolve());
    });
    this.socket.once('connect', () => this.socket.write(this.next()));
  }

  private read(chunk: Buffer): void {
    this.parts.push(chunk);
    this.held += chunk.length;
    if (this.wanted < 0) {
      const all = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
      const end = all.indexOf(headEnd);
      if (end < 0) return;
      this.parts = [all];
      const head = all.toString('latin1', 0, end).toLowerCase();
      this.status = Number(head.slice(9, 12));
      this.bodyAt = end + 4;
      this.wanted = this.bodyAt + Number(/\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
    }
    if (this.held < this.wanted) return;
    const { parts, bodyAt, held } = this;
    const body = () => Buffer.concat(parts).toString('utf8', bodyAt);
    const goOn = this.take(this.status, body, held - bodyAt);
    this.parts = [];
    this.held = 0;
    this.wanted = -1;
    if (goOn) this.socket.write(this.next());
    else this.socket.end();
  }
}

export async function drive(load: Load): Promise<LoadResult> {
  const { address, connections, seconds, next, status = 200 } = load;
  const accept = load.accept ?? ((got: number) => got === status);
  const times: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let errors = 0;
  let bytes = 0;
  let firstError: string | undefined;
  const clients = Array.from({ length: connections }, () => {
    let sentAt = performance.now();
    return new Client(
      address,
      () => {
        sentAt = performance.now();
        return next();
      },
      (got, body, size) => {
        const now = performance.now();
        if (accept(got, body)) times.push(now - sentAt);
        else {
          errors += 1;
          firstError ??= `${got} ${body().slice(0, 500)}`;
        }
        bytes += size;
        return now < endsAt;
      },
    );
  });
  await Promise.all(clients.map((client) => client.done));
  const elapsed = (performance.now() - startedAt) / 1000;
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return {
    perSecond: Math.round(times.length / elapsed),
    p50Milliseconds: at(0.5),
    p95Milliseconds: at(0.95),
    errors,
    bytesPerAnswer: Math.round(bytes / Math.max(1, times.length + errors)),
    ...(firstError === undefined ? {} : { firstError }),
  };
}
