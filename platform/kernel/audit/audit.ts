// What an audit row says, and the two ways to write one: inside the caller's transaction, or grouped before a read's reply.
import type { Actor } from '../access/actor.ts';
import type { Sql } from '../db/db.ts';
import type { EventRow, EventSearch } from './find-events.ts';

export type AuditAction = 'create' | 'read' | 'update' | 'delete' | 'search' | 'execute' | 'sign-in' | 'sign-out';

/** Never names, values or addresses of people: ids, codes and counts only. */
export interface AuditEntry {
  action: AuditAction;
  /** Permission under which it was done. */
  permission: string;
  outcome: 'success' | 'refused' | 'failed';
  /** Persons whose data were shown or changed; joined with those that the actor's span collected. */
  persons?: readonly string[];
  /** What was touched, e.g. `Observation/0198...` and its version. */
  object?: string;
  version?: number;
  detail?: Record<string, string | number | boolean>;
}

export interface Audit {
  /** Writes the row in the caller's transaction, so that it stands or falls with the change. Marks the span as audited. */
  record(q: Sql, actor: Actor, entry: AuditEntry): Promise<void>;
  /** Rows of many actors whose work one transaction does, in one statement. */
  recordAll(q: Sql, entries: readonly { actor: Actor; entry: AuditEntry }[]): Promise<void>;
  /** Resolves when the row is committed; concurrent callers share one transaction. */
  recordRead(actor: Actor, entry: AuditEntry): Promise<void>;
  /** Rows that were written, newest first; who may see them is the caller's matter. */
  find(search: EventSearch, limit: number): Promise<EventRow[]>;
}
