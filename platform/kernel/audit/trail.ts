// Writes audit rows: in the caller's transaction for changes, in shared transactions (group commit) before the reply for reads.
import type { Actor } from '../access/actor.ts';
import type { Clock } from '../clock/clock.ts';
import type { IdSource } from '../clock/identity.ts';
import type { Db, Sql } from '../db/db.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { findEvents } from './find-events.ts';

/** The body that the chain protects; the columns of audit.event repeat `at`, `accountId`, `action` and `outcome`. */
export interface AuditBody {
  at: string;
  accountId: string;
  account: string;
  roles: string[];
  /** Organisation units where the roles hold. */
  units: string[];
  purpose: string;
  requestId: string;
  route: string;
  action: string;
  permission: string;
  outcome: string;
  persons: string[];
  object?: string;
  version?: number;
  detail?: Record<string, string | number | boolean>;
}

interface PreparedRow {
  id: string;
  body: AuditBody;
  text: string;
}

export function createAudit(db: Db, clock: Clock, newId: IdSource): Audit {
  const prepare = (actor: Actor, entry: AuditEntry): PreparedRow => {
    const at = clock.now();
    const persons = [...new Set([...(entry.persons ?? []), ...actor.span.persons])].toSorted();
    const body: AuditBody = {
      at: at.toISOString(),
      accountId: actor.accountId,
      account: actor.account,
      roles: [...new Set(actor.assignments.map((assignment) => assignment.role))],
      units: [...new Set(actor.assignments.map((assignment) => assignment.orgUnitId))],
      purpose: actor.purpose,
      requestId: actor.span.requestId,
      route: actor.span.route,
      action: entry.action,
      permission: entry.permission,
      outcome: entry.outcome,
      persons,
      object: entry.object,
      version: entry.version,
      // Which app acted: a resident sees it beside the account's name.
      detail: actor.grant ? { ...entry.detail, app: actor.grant.clientId } : entry.detail,
    };
    return { id: newId(), body, text: canonicalJson({ ...body }) };
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
        const rows = batch.map(({ row }) => row);
        // One statement is a transaction of its own: one round trip for the whole group.
        if (db.engine === 'citus') await db.tx((q) => insertApart(q, rows));
        else await insertRows(db, rows);
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    flushing = false;
  };

  return {
    find: (search, limit) => findEvents(db, search, limit),
    async record(q, actor, entry) {
      actor.span.audited = true;
      const rows = [prepare(actor, entry)];
      await (db.engine === 'citus' ? insertApart(q, rows) : insertRows(q, rows));
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

const eventSql = `with row as (insert into audit.event (id, at, account_id, action, outcome, body)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[]) returning id)`;
const personSql = (first: number): string => `insert into audit.person_event (patient_id, at, event_id)
    select * from unnest($${first}::uuid[], $${first + 1}::timestamptz[], $${first + 2}::uuid[])`;

const eventArgs = (rows: readonly PreparedRow[]): unknown[] => [
  rows.map((row) => row.id),
  rows.map((row) => row.body.at),
  rows.map((row) => row.body.accountId),
  rows.map((row) => row.body.action),
  rows.map((row) => row.body.outcome),
  rows.map((row) => row.text),
];
function personArgs(rows: readonly PreparedRow[]): [string[], string[], string[]] {
  const args: [string[], string[], string[]] = [[], [], []];
  for (const row of rows)
    for (const personId of row.body.persons) {
      args[0].push(personId);
      args[1].push(row.body.at);
      args[2].push(row.id);
    }
  return args;
}

const oneStatement = `${eventSql}, pending as (insert into audit.pending (event_id) select id from row) ${personSql(7)}`;

async function insertRows(q: Sql, rows: readonly PreparedRow[]): Promise<void> {
  await q.query(oneStatement, [...eventArgs(rows), ...personArgs(rows)]);
}

/** On Citus a statement writes local tables or spread ones, not both. */
async function insertApart(q: Sql, rows: readonly PreparedRow[]): Promise<void> {
  await q.query(`${eventSql} insert into audit.pending (event_id) select id from row`, eventArgs(rows));
  const persons = personArgs(rows);
  if (persons[0].length > 0) await q.query(personSql(1), persons);
}
