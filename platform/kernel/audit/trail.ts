// Writes audit rows: in the caller's transaction for changes, in shared transactions (group commit) before the reply for reads.
import type { Actor } from '../access/actor.ts';
import { createPersonRows, type PersonRows } from '../access/person-rows.ts';
import type { Clock } from '../clock/clock.ts';
import type { IdSource } from '../clock/identity.ts';
import type { Db } from '../db/db.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { linkPending } from './chain.ts';
import { findEvents } from './find-events.ts';
import { writeJournal, type AuditBody } from './journal.ts';

interface PreparedRow {
  id: string;
  text: string;
}

/** `node` names this server's chain. */
export function createAudit(
  db: Db,
  clock: Clock,
  newId: IdSource,
  node: string,
  rows: PersonRows = createPersonRows(),
): Audit {
  const prepare = (actor: Actor, entry: AuditEntry): PreparedRow => {
    const at = clock.now();
    const persons = [...new Set([...(entry.persons ?? []), ...actor.span.persons])].toSorted();
    // In the order of their names, which is that of canonical JSON.
    const body: AuditBody = {
      account: actor.account,
      accountId: actor.accountId,
      action: entry.action,
      at: at.toISOString(),
      // Which app acted: a resident sees it beside the account's name.
      detail: actor.grant ? { ...entry.detail, app: actor.grant.clientId } : entry.detail,
      object: entry.object,
      outcome: entry.outcome,
      permission: entry.permission,
      persons,
      purpose: actor.purpose,
      requestId: actor.span.requestId,
      roles: [...new Set(actor.assignments.map((assignment) => assignment.role))],
      route: actor.span.route,
      units: [...new Set(actor.assignments.map((assignment) => assignment.orgUnitId))],
      version: entry.version,
    };
    return { id: newId(), text: canonicalJson({ ...body }) };
  };

  let waiting: { row: PreparedRow; done: () => void; failed: (error: unknown) => void }[] = [];
  let flushing = false;
  /** While one transaction runs, readers gather for the next one: no timer, no reply before its row is committed. */
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    while (waiting.length > 0) {
      // One turn of the event loop: whoever is answered in the same turn shares the statement and its wait for the disk.
      await new Promise<void>((turn) => setImmediate(turn));
      const batch = waiting;
      waiting = [];
      try {
        // One statement is a transaction of its own: one round trip for the whole group.
        await writeJournal(
          db,
          batch.map(({ row }) => row),
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    flushing = false;
  };

  return {
    async find(search, limit) {
      // What was committed a moment ago counts too.
      await linkPending(db, node, clock);
      const persons = search.personId && (await rows.of(db, [search.personId])).get(search.personId);
      return findEvents(db, { ...search, ...(persons && { personIds: persons }) }, limit);
    },
    async record(q, actor, entry) {
      actor.span.audited = true;
      await writeJournal(q, [prepare(actor, entry)]);
    },
    async recordAll(q, entries) {
      if (entries.length === 0) return;
      for (const { actor } of entries) actor.span.audited = true;
      await writeJournal(
        q,
        entries.map(({ actor, entry }) => prepare(actor, entry)),
      );
    },
    recordRead(actor, entry) {
      actor.span.audited = true;
      const row = prepare(actor, entry);
      return new Promise((done, failed) => {
        waiting.push({ row, done, failed });
        void flush();
      });
    },
  };
}
