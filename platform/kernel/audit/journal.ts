// The journal: where audit rows stand from their commit until the chainer takes them, one line of text a row.
import type { Sql } from '../db/db.ts';

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

export interface JournalRow {
  id: string;
  body: AuditBody;
  /** The canonical JSON of the body, byte for byte as it was written. */
  text: string;
}

const idLength = 36;

/** The rows of one line of the journal; canonical JSON has no line ends of its own. */
export const journalRows = (entries: string): JournalRow[] =>
  entries.split('\n').map((line) => {
    const text = line.slice(idLength + 1);
    return { id: line.slice(0, idLength), body: JSON.parse(text) as AuditBody, text };
  });

/** Writes rows as one line, which stands or falls with the caller's transaction; the line bears the id of its first row. */
export async function writeJournal(q: Sql, rows: readonly { id: string; text: string }[]): Promise<void> {
  const entries = rows.map(({ id, text }) => `${id} ${text}`).join('\n');
  await q.query('insert into audit.journal (id, entries) values ($1::uuid, $2)', [rows[0]!.id, entries]);
}
