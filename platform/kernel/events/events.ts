// Domain events: announced into the outbox in the caller's transaction, delivered afterwards to listeners by name.
import type { Sql } from '../db/db.ts';

/** What a context announces, with an example that tests feed to every listener. Ids, kinds and times only. */
export interface AnnouncedEvent {
  /** `context.noun-past-tense`, e.g. `record.observation-recorded`. */
  name: string;
  example: Record<string, unknown>;
}

/** A listener parses the payload with its own schema; it may run more than once for the same event id. */
export interface Listener {
  event: string;
  /** Unique within the listening context, e.g. `notify-gp`. */
  name: string;
  /** Nobody waits for what it does: see `JobHandler`. */
  canWait?: true;
  /** Whether an event of this name is worth a job; all are without it. Cheap and pure: it runs while events are handed on. */
  concerns?(payload: unknown): boolean;
  hear(payload: unknown, event: { id: string; at: Date }): Promise<void>;
  /**
   * Where all that counts is whose record changed: takes the persons of what came together (`personId` of the payloads,
   * each once), so that the queue carries nothing else. Where it fails, each is heard alone.
   */
  hearPersons?(personIds: readonly string[]): Promise<void>;
  /** Where many cost hardly more than one: takes what came together in one job. What fails together is heard one by one. */
  hearMany?(events: readonly HeardEvent[]): Promise<void>;
}
export interface HeardEvent {
  id: string;
  at: Date;
  payload: unknown;
}

export interface Events {
  announce(q: Sql, name: string, payload: Record<string, unknown>): Promise<void>;
  /** Many of one name in one statement. */
  announceAll(q: Sql, name: string, payloads: readonly Record<string, unknown>[]): Promise<void>;
}
