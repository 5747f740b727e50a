// Publishes live messages after the caller's commit, in commit order, so that a reader who has seen n never misses n-1.
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Db, Sql, Transaction } from '../db/db.ts';
import type { Live } from './live.ts';

/** Any number that only this publisher takes. */
const advisoryLock = 7_146_019_302;

export function createLive(db: Db, clock: Clock, log: Logger, topics: ReadonlySet<string>): Live {
  let waiting: { topic: string; at: Date; data: string }[] = [];
  let flushing = false;
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await db
        .tx(async (q) => {
          await q.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
          await q.query(
            `insert into live.message (topic, at, data)
             select t.topic, t.at, t.data::jsonb from unnest($1::text[], $2::timestamptz[], $3::text[]) as t (topic, at, data)`,
            [batch.map((row) => row.topic), batch.map((row) => row.at), batch.map((row) => row.data)],
          );
          await q.query("select pg_notify('tianmu_live', '')");
        })
        .catch((error: unknown) =>
          log.warn({ err: error }, 'live messages were not published; views refresh by themselves'),
        );
    }
    flushing = false;
  };
  return {
    async publish(q: Sql, topic, data) {
      if (!topics.has(topic.split('/')[0]!)) throw new Error(`${topic} is no declared live topic`);
      const add = () => {
        waiting.push({ topic, at: clock.now(), data: JSON.stringify(data) });
        void flush();
      };
      if ('afterCommit' in q) (q as Transaction).afterCommit(add);
      else add();
    },
  };
}
