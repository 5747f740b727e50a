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
  hear(payload: unknown, event: { id: string; at: Date }): Promise<void>;
}

export interface Events {
  announce(q: Sql, name: string, payload: Record<string, unknown>): Promise<void>;
  /** Many of one name in one statement. */
  announceAll(q: Sql, name: string, payloads: readonly Record<string, unknown>[]): Promise<void>;
}
