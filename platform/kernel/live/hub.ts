// Hands new live messages to the browsers that follow their topic, and what a browser missed when it comes back.
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Db } from '../db/db.ts';

export interface LiveMessage {
  seq: number;
  topic: string;
  data: unknown;
}
export interface Follower {
  topics: ReadonlySet<string>;
  send(message: LiveMessage): void;
  close(): void;
}

const pollMilliseconds = 2_000;
/** Messages are kept for an hour; a longer break is answered with a gap. */
const keepMilliseconds = 3_600_000;

export class LiveHub {
  private readonly db: Db;
  private readonly clock: Clock;
  private readonly log: Logger;
  private readonly followers = new Set<Follower>();
  private lastSeq = 0;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private stopListening: (() => Promise<void>) | undefined;

  constructor(db: Db, clock: Clock, log: Logger) {
    this.db = db;
    this.clock = clock;
    this.log = log;
  }

  async start(): Promise<void> {
    const [row] = await this.db.query<{ seq: number | null }>('select max(seq) as seq from live.message');
    this.lastSeq = row?.seq ?? 0;
    this.stopListening = await this.db.listen('tianmu_live', () => this.wake());
    this.timer = setTimeout(() => this.wake(), pollMilliseconds);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.stopListening?.();
    this.stopListening = undefined;
    await this.reading;
    for (const follower of this.followers) follower.close();
  }

  /** Adds a follower; with `after`, first what it missed. `gap` when part of that is gone already. */
  async follow(follower: Follower, after: number | undefined): Promise<{ gap: boolean; unfollow: () => void }> {
    let gap = false;
    if (after !== undefined) {
      const [oldest] = await this.db.query<{ seq: number | null }>('select min(seq) as seq from live.message');
      gap = after > this.lastSeq || (oldest?.seq === null ? after < this.lastSeq : oldest!.seq! > after + 1);
      if (!gap) {
        const upTo = this.lastSeq;
        for (const message of await this.read(after, [...follower.topics]))
          if (message.seq <= upTo) follower.send(message);
      }
    }
    this.followers.add(follower);
    return { gap, unfollow: () => void this.followers.delete(follower) };
  }

  async deleteOld(): Promise<void> {
    await this.db.query('delete from live.message where at < $1', [
      new Date(this.clock.now().getTime() - keepMilliseconds),
    ]);
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.reading) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.reading = this.deliver()
      .catch((error: unknown) => this.log.warn({ err: error }, 'live messages could not be read'))
      .finally(() => {
        this.reading = undefined;
        if (this.stopped) return;
        const soon = this.again;
        this.again = false;
        this.timer = setTimeout(() => this.wake(), soon ? 0 : pollMilliseconds);
      });
  }

  private async deliver(): Promise<void> {
    const messages = await this.read(this.lastSeq);
    for (const message of messages) {
      this.lastSeq = Math.max(this.lastSeq, message.seq);
      for (const follower of this.followers) if (follower.topics.has(message.topic)) follower.send(message);
    }
  }

  private read(after: number, topics?: string[]): Promise<LiveMessage[]> {
    return topics
      ? this.db.query<LiveMessage>(
          'select seq, topic, data from live.message where seq > $1 and topic = any($2) order by seq limit 5000',
          [after, topics],
        )
      : this.db.query<LiveMessage>('select seq, topic, data from live.message where seq > $1 order by seq limit 5000', [
          after,
        ]);
  }
}
