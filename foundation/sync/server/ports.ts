// What higher contexts register with the sync: kinds of documents, villages of an account, rows to take along.
import type { Issue, Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { PackRow, SyncScope } from '../contract.ts';
import type { ConflictRule } from '../rules/conflict-rule.ts';
import type { DocumentState, Operation } from '../rules/operation.ts';

export interface DocumentKind {
  /** `context.noun`. */
  kind: string;
  /** Needed to write it, for the person whom it is about. */
  permission: string;
  /** Needed to receive it on a device. */
  readPermission: string;
  /**
   * About the work in a village, not about a person: `personId` of its operations is the village's id, and whoever works
   * there writes and reads it.
   */
  aboutVillage?: boolean;
  /** How two values of a field are dealt with; undefined: the kind has no such field. */
  ruleOf(field: string): ConflictRule | undefined;
  /** What is wrong with the values, before anything is stored. */
  check?(operation: Operation): Issue[];
  /**
   * For documents that may be about a person whom only the device knows so far: registers the person under the id that
   * the device made, or answers with the id under which the person is known already.
   */
  opensPerson?(q: Transaction, actor: Actor, operation: Operation, now: Date): Promise<Result<{ personId: string }>>;
  /**
   * Puts what the document says now into the context's own tables, in the transaction that stores the operations.
   * A failure refuses the operations.
   */
  project?(
    q: Transaction,
    actor: Actor,
    document: DocumentState,
    added: readonly Operation[],
    now: Date,
  ): Promise<Result<void>>;
}

/** Says where an account works, on which days. */
export interface ScopeSource {
  scopesOf(actor: Actor, now: Date): Promise<SyncScope[]>;
}

/** Rows of a village that go onto the devices of those who work there. */
export interface PackSource {
  name: string;
  permission: string;
  /** Only people whom the actor may see; rows in a fixed order. */
  rows(q: Sql, actor: Actor, scopeId: string, now: Date): Promise<PackRow[]>;
}

/** What the sync has to know of people and accounts; given at start. */
export interface SyncPorts {
  personExists(q: Sql, personId: string): Promise<boolean>;
  personNames(q: Sql, personIds: readonly string[]): Promise<Map<string, string>>;
}
