// Publishes live messages after the caller's commit, in commit order, so that a reader who has seen n never misses n-1.
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import { inTurns } from '../clock/in-turns.ts';
import type { Db, Sql, Transaction } from '../db/db.ts';
import type { Live } from './live.ts';

/** Any number that only this publisher takes. */
const advisoryLock = 7_146_019_302;
/** Between two statements: what commits meanwhile goes together. */
const restMilliseconds = 25;

export function createLive(db: Db, clock: Clock, log: Logger, topics: ReadonlySet<string>): Live {
  let waiting: { topic: string; at: Date; data: string }[] = [];
  const flush = inTurns(async () => {
    const batch = waiting;
    waiting = [];
    // The lock is taken before the first number is drawn, and kept until the statement has committed.
    await db
      .query(
        `with written as (
           insert into live.message (topic, at, data)
           select t.topic, t.at, t.data::jsonb
           from (select pg_advisory_xact_lock($1) offset 0) as held,
             unnest($2::text[], $3::timestamptz[], $4::text[]) as t (topic, at, data) returning 1)
         select pg_notify('tianmu_live', '') from (select count(*) from written) as all_of_them`,
        [advisoryLock, batch.map((row) => row.topic), batch.map((row) => row.at), batch.map((row) => row.data)],
      )
      .catch((error: unknown) =>
        log.warn({ err: error }, 'live messages were not published; views refresh by themselves'),
      );
  }, restMilliseconds);
  return {
    async publish(q: Sql, topic, data) {
      if (!topics.has(topic.split('/')[0]!)) throw new Error(`${topic} is no declared live topic`);
      const add = () => {
        waiting.push({ topic, at: clock.now(), data: JSON.stringify(data) });
        flush();
      };
      if ('afterCommit' in q) (q as Transaction).afterCommit(add);
      else add();
    },
  };
}
