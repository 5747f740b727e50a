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

/** Messages that are read at once. */
const mostAtOnce = 5_000;
const pollMilliseconds = 2_000;
/** Messages are kept for an hour; a longer break is answered with a gap. */
const keepMilliseconds = 3_600_000;

export class LiveHub {
  private readonly db: Db;
  private readonly clock: Clock;
  private readonly log: Logger;
  private readonly followers = new Set<Follower>();
  private lastSeq = 0;
  /** Followers that came so far. */
  private changes = 0;
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
      // Others are told while this reads: it has to catch up with them before it is one of them.
      for (let from = after; !gap && from < this.lastSeq;) {
        const upTo = this.lastSeq;
        const messages = (await this.read(from, [...follower.topics])).filter(({ seq }) => seq <= upTo);
        for (const message of messages) follower.send(message);
        from = messages.length < mostAtOnce ? upTo : messages.at(-1)!.seq;
      }
    }
    this.followers.add(follower);
    this.changes += 1;
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
    const from = this.lastSeq;
    const { changes } = this;
    const followed = new Set([...this.followers].flatMap(({ topics }) => [...topics]));
    let { upTo, messages } = await this.fresh(from, [...followed]);
    // Who came meanwhile may follow what was not asked for.
    if (this.changes !== changes) messages = (await this.read(from)).filter(({ seq }) => seq <= upTo);
    this.lastSeq = Math.max(from, upTo);
    for (const message of messages)
      for (const follower of this.followers) if (follower.topics.has(message.topic)) follower.send(message);
  }

  /** The next messages of these topics, of as many messages of any topic as are read at once, and the number of the last one. */
  private async fresh(after: number, topics: string[]): Promise<{ upTo: number; messages: LiveMessage[] }> {
    const [row] = await this.db.query<{ upTo: number; messages: LiveMessage[] }>(
      `select coalesce(max(seq), $1)::bigint as "upTo",
         coalesce(json_agg(json_build_object('seq', seq, 'topic', topic, 'data', data) order by seq)
           filter (where topic = any($2)), '[]') as messages
       from (select seq, topic, data from live.message where seq > $1 order by seq limit ${mostAtOnce}) as next`,
      [after, topics],
    );
    return row!;
  }

  private read(after: number, topics?: string[]): Promise<LiveMessage[]> {
    return topics
      ? this.db.query<LiveMessage>(
          `select seq, topic, data from live.message where seq > $1 and topic = any($2) order by seq limit ${mostAtOnce}`,
          [after, topics],
        )
      : this.db.query<LiveMessage>(
          `select seq, topic, data from live.message where seq > $1 order by seq limit ${mostAtOnce}`,
          [after],
        );
  }
}
