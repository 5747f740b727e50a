// The outbox: events stand in it from the announcing transaction until each listener has a job of its own for them.
import type { Clock } from '../clock/clock.ts';
import type { IdSource } from '../clock/identity.ts';
import type { Db, Sql, Transaction } from '../db/db.ts';
import type { JobHandler, Jobs } from '../jobs/jobs.ts';
import type { AnnouncedEvent, Events, Listener } from './events.ts';

export const listenKind = (owner: string, listener: Listener): string => `${owner}.hear-${listener.name}`;

export interface OwnedListener {
  owner: string;
  listener: Listener;
}

/** Fails the start when a listener waits for an event that nobody announces. */
export function checkListeners(announced: readonly AnnouncedEvent[], listeners: readonly OwnedListener[]): void {
  const names = new Set(announced.map((event) => event.name));
  for (const { owner, listener } of listeners)
    if (!names.has(listener.event)) throw new Error(`${owner} listens for ${listener.event}, which nobody announces`);
}

/** `announced` grows while the contexts register; it is read when something is announced. */
export function createEvents(db: Db, clock: Clock, newId: IdSource, announced: readonly AnnouncedEvent[]): Events {
  let hinting = false;
  /**
   * Wakes the dispatcher after the commit, once for all that commit meanwhile. Inside of the transaction NOTIFY would
   * make all commits of the server wait for each other; a hint that is lost costs a second.
   */
  const hint = (q: Sql) => {
    const send = () => {
      if (hinting) return;
      hinting = true;
      void db
        .query("select pg_notify('tianmu_jobs', '')")
        .catch(() => undefined)
        .finally(() => (hinting = false));
    };
    if ('afterCommit' in q) (q as Transaction).afterCommit(() => setImmediate(send));
    else send();
  };
  const announceAll: Events['announceAll'] = async (q, name, payloads) => {
    if (!announced.some((event) => event.name === name)) throw new Error(`${name} is not among the announced events`);
    if (payloads.length === 0) return;
    await q.query(
      `insert into events.outbox (id, name, payload, at)
       select r.id, $3, r.payload::jsonb, $4 from unnest($1::uuid[], $2::text[]) as r (id, payload)`,
      [payloads.map(() => newId()), payloads.map((payload) => JSON.stringify(payload)), name, clock.now()],
    );
    hint(q);
  };
  return { announceAll, announce: (q, name, payload) => announceAll(q, name, [payload]) };
}

interface OutboxRow {
  id: string;
  name: string;
  payload: unknown;
  at: Date;
}

/** Turns committed outbox rows into one job per listener; returns how many rows it handed on. */
export async function dispatchOutbox(db: Db, jobs: Jobs, listeners: readonly OwnedListener[]): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.tx(async (q) => {
      const rows = await q.query<OutboxRow>(
        `delete from events.outbox where id in (
           select id from events.outbox order by id limit 200 for update skip locked -- local
         ) returning id, name, payload, at`,
      );
      for (const row of rows)
        for (const { owner, listener } of listeners)
          if (listener.event === row.name)
            await jobs.enqueue(q, {
              kind: listenKind(owner, listener),
              payload: { eventId: row.id, at: row.at.toISOString(), payload: row.payload },
              singletonKey: row.id,
            });
      return rows.length;
    });
    total += count;
    if (count < 200) return total;
  }
}

/** The jobs that carry events to their listeners. */
export function listenerJobs(listeners: readonly OwnedListener[]): JobHandler[] {
  return listeners.map(({ owner, listener }) => ({
    kind: listenKind(owner, listener),
    async run(payload) {
      const event = payload as { eventId: string; at: string; payload: unknown };
      await listener.hear(event.payload, { id: event.eventId, at: new Date(event.at) });
    },
  }));
}

/** Keeps handing on while the server runs. */
export function startDispatcher(
  db: Db,
  jobs: Jobs,
  listeners: readonly OwnedListener[],
  onError: (error: unknown) => void,
): { stop(): Promise<void>; wake(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> | undefined;
  const turn = () => {
    if (stopped || running) return;
    clearTimeout(timer);
    running = dispatchOutbox(db, jobs, listeners)
      .catch(onError)
      .finally(() => {
        running = undefined;
        if (!stopped) timer = setTimeout(turn, 1_000);
      });
  };
  turn();
  return {
    wake: turn,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
