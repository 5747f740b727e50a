// Live topics: small messages that open browser views receive by Server-Sent Events, with resume after a break.
import type { Sql } from '../db/db.ts';

/** A topic that a context offers, e.g. `county.counters`; who may follow it is a permission. */
export interface LiveTopic {
  name: string;
  permission: string;
  /** Topics about one person carry the person's id after a slash: `person.timeline/<id>`. */
  perPerson?: boolean;
  /** Topics of one account or the person behind it: `messaging.inbox/<own id>`. */
  own?: boolean;
}

export interface Live {
  /** Publishes after the caller's transaction commits; the data holds no names. */
  publish(q: Sql, topic: string, data: Record<string, unknown>): Promise<void>;
}
