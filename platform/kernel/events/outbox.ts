// The outbox: events stand in it from the announcing transaction until each listener has a job of its own for them.
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import { inTurns } from '../clock/in-turns.ts';
import type { IdSource } from '../clock/identity.ts';
import type { Db, Sql, Transaction } from '../db/db.ts';
import type { JobHandler, Jobs, JobToEnqueue } from '../jobs/jobs.ts';
import type { AnnouncedEvent, Events, HeardEvent, Listener } from './events.ts';

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

/** Both grow while the contexts register, and are read when something is announced. */
export interface EventNames {
  announced: readonly AnnouncedEvent[];
  /** Names that somebody listens for: what nobody hears is not written at all. */
  heard: ReadonlySet<string>;
}

/** Events of one name that are announced together share rows: a row that is written and deleted costs far more than its text. */
const mostInRow = 25;
interface Announced {
  id: string;
  payload: unknown;
}

/** Between two hints. */
const hintMilliseconds = 25;

export function createEvents(db: Db, clock: Clock, newId: IdSource, { announced, heard }: EventNames): Events {
  /**
   * Wakes the dispatcher after the commit, once for all that commit meanwhile. Inside of the transaction NOTIFY would
   * make all commits of the server wait for each other, and each is a commit of its own; a hint that is lost costs a second.
   */
  const send = inTurns(
    () =>
      db.query("select pg_notify('tianmu_jobs', '')").then(
        () => undefined,
        () => undefined,
      ),
    hintMilliseconds,
  );
  const hint = (q: Sql) => {
    if ('afterCommit' in q) (q as Transaction).afterCommit(() => setImmediate(send));
    else send();
  };
  const announceAll: Events['announceAll'] = async (q, name, payloads) => {
    if (!announced.some((event) => event.name === name)) throw new Error(`${name} is not among the announced events`);
    if (payloads.length === 0 || !heard.has(name)) return;
    const events = payloads.map((payload): Announced => ({ id: newId(), payload }));
    const rows = Array.from({ length: Math.ceil(events.length / mostInRow) }, (_, row) =>
      events.slice(row * mostInRow, (row + 1) * mostInRow),
    );
    await q.query(
      `insert into events.outbox (id, name, payload, at)
       select r.id, $3, r.payload::jsonb, $4 from unnest($1::uuid[], $2::text[]) as r (id, payload)`,
      [
        rows.map(([first]) => first!.id),
        rows.map((row) => JSON.stringify(row.length === 1 ? row[0]!.payload : row)),
        name,
        clock.now(),
      ],
    );
    hint(q);
  };
  return { announceAll, announce: (q, name, payload) => announceAll(q, name, [payload]) };
}

interface OutboxRow extends Announced {
  name: string;
  at: Date;
}
/** A payload is an object; events that share a row are a list. */
const eventsOf = (row: OutboxRow): OutboxRow[] =>
  Array.isArray(row.payload) ? (row.payload as Announced[]).map((event) => ({ ...row, ...event })) : [row];

/** Rows that are handed on together, and events that are heard together: more cost less each, but the embedded store has one connection for all. */
const mostAtOnce = { embedded: 200, server: 1_000 };

/** Turns committed outbox rows into jobs of the listeners that they concern; returns how many events it handed on. */
export async function dispatchOutbox(db: Db, jobs: Jobs, listeners: readonly OwnedListener[]): Promise<number> {
  const atOnce = mostAtOnce[db.engine === 'pglite' ? 'embedded' : 'server'];
  let total = 0;
  for (;;) {
    const { rows, events } = await db.tx(async (q) => {
      const rows = await q.query<OutboxRow>(
        `delete from events.outbox where id in (
           select id from events.outbox order by id limit $1 for update skip locked -- local
         ) returning id, name, payload, at`,
        [atOnce],
      );
      const events = rows.flatMap(eventsOf);
      // Set-wise: whoever announces thousands must not cost thousands of statements here.
      await jobs.enqueueAll(
        q,
        listeners.flatMap(({ owner, listener }) => jobsFor(owner, listener, events, atOnce)),
      );
      return { rows: rows.length, events: events.length };
    });
    total += events;
    if (rows < atOnce) return total;
  }
}

interface Carried extends Record<string, unknown> {
  eventId: string;
  at: string;
  payload: unknown;
}
const carried = ({ id, at, payload }: OutboxRow): Carried => ({ eventId: id, at: at.toISOString(), payload });
const asHeard = ({ eventId, at, payload }: Carried): HeardEvent => ({ id: eventId, at: new Date(at), payload });
const jobForOne = (kind: string, event: Carried): JobToEnqueue => ({
  kind,
  payload: event,
  singletonKey: event.eventId,
});

function jobsFor(owner: string, listener: Listener, events: readonly OutboxRow[], atOnce: number): JobToEnqueue[] {
  const kind = listenKind(owner, listener);
  const concerned = events.filter(
    ({ name, payload }) => name === listener.event && (listener.concerns?.(payload) ?? true),
  );
  const jobs: JobToEnqueue[] = [];
  for (let from = 0; from < concerned.length; from += atOnce)
    jobs.push(...jobsTogether(kind, listener, concerned.slice(from, from + atOnce)));
  return jobs;
}

function jobsTogether(kind: string, listener: Listener, concerned: readonly OutboxRow[]): JobToEnqueue[] {
  if (listener.hearPersons && concerned.length > 1) {
    const persons = new Set(concerned.flatMap(({ payload }) => (payload as { personId?: string }).personId ?? []));
    return [{ kind, payload: { persons: [...persons] }, singletonKey: `from ${concerned[0]!.id}` }];
  }
  const events = concerned.map(carried);
  if (!listener.hearMany || events.length < 2) return events.map((event) => jobForOne(kind, event));
  return [{ kind, payload: { events }, singletonKey: `from ${events[0]!.eventId}` }];
}

/** The jobs that carry events to their listeners. */
export function listenerJobs(
  { db, jobs, log }: { db: Db; jobs: Jobs; log: Pick<Logger, 'warn'> },
  listeners: readonly OwnedListener[],
): JobHandler[] {
  // One may be at fault: it must not hold up the others, and is tried again alone.
  const tellApart = (error: unknown, kind: string, alone: readonly JobToEnqueue[]) => {
    log.warn({ err: error, kind, together: alone.length }, 'what came together is heard one by one');
    return jobs.enqueueAll(db, alone);
  };
  const hearPersons = async (kind: string, listener: Listener, persons: readonly string[]) => {
    try {
      await listener.hearPersons!(persons);
    } catch (error) {
      if (persons.length === 1) throw error;
      await tellApart(
        error,
        kind,
        persons.map((personId) => ({ kind, payload: { persons: [personId] } })),
      );
    }
  };
  return listeners.map(({ owner, listener }): JobHandler => {
    const kind = listenKind(owner, listener);
    return {
      kind,
      ...(listener.canWait && { canWait: true }),
      async run(payload) {
        const { events, persons } = payload as { events?: Carried[]; persons?: string[] };
        if (persons) return hearPersons(kind, listener, persons);
        if (!events) {
          const { payload: one, ...event } = asHeard(payload as Carried);
          return listener.hear(one, event);
        }
        try {
          await listener.hearMany!(events.map(asHeard));
        } catch (error) {
          await tellApart(
            error,
            kind,
            events.map((event) => jobForOne(kind, event)),
          );
        }
      },
    };
  });
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
