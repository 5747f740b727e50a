// Finds audit rows, newest first, for the audit trail's own routes and for the contexts that serve them in other forms.
import type { Sql } from '../db/db.ts';

export interface EventRow {
  id: string;
  at: Date;
  /** Canonical JSON of an AuditBody. */
  body: string;
  display_name: string | null;
}

export interface EventSearch {
  id?: string | undefined;
  /** Login name. */
  account?: string | undefined;
  personId?: string | undefined;
  /** Every row of that person, where there is more than one. */
  personIds?: readonly string[] | undefined;
  action?: string | undefined;
  /** Any of these. */
  actions?: readonly string[] | undefined;
  outcome?: string | undefined;
  /** What was touched, exactly as the row names it. */
  object?: string | undefined;
  from?: string | undefined;
  /** Exclusive. */
  to?: string | undefined;
  cursor?: string | undefined;
}

/** Cursor: instant and id of the last row shown. */
export const cursorOf = (row: Pick<EventRow, 'id' | 'at'>): string => `${row.at.toISOString()}_${row.id}`;
function readCursor(cursor: string | undefined): [Date, string] | undefined {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(cursor ?? '');
  return found ? [new Date(found[1]!), found[2]!] : undefined;
}

const columns = 'e.id, e.at, e.body, a.display_name';

export function findEvents(q: Sql, search: EventSearch, limit: number): Promise<EventRow[]> {
  const args: unknown[] = [];
  const conditions: string[] = [];
  const place = (value: unknown) => `$${args.push(value)}`;
  if (search.id) conditions.push(`e.id = ${place(search.id)}::uuid`);
  if (search.account) conditions.push(`a.login = ${place(search.account)}`);
  if (search.action) conditions.push(`e.action = ${place(search.action)}`);
  if (search.actions) conditions.push(`e.action = any(${place(search.actions)}::text[])`);
  if (search.outcome) conditions.push(`e.outcome = ${place(search.outcome)}`);
  // The body is canonical JSON: this text stands in it once, as that member.
  if (search.object) conditions.push(`strpos(e.body, ${place(`"object":${JSON.stringify(search.object)}`)}) > 0`);
  if (search.from) conditions.push(`e.at >= ${place(new Date(search.from))}`);
  if (search.to) conditions.push(`e.at < ${place(new Date(search.to))}`);
  const after = readCursor(search.cursor);
  if (after) conditions.push(`(e.at, e.id) < (${place(after[0])}, ${place(after[1])}::uuid)`);
  const persons = search.personIds ?? (search.personId ? [search.personId] : undefined);
  // One event may concern both records of a person who was joined: it is shown once.
  const source = persons
    ? `(select ${persons.length > 1 ? 'distinct ' : ''}ev.* from audit.person_event pe join audit.event ev on ev.id = pe.event_id where pe.patient_id = any(${place(persons)}::uuid[])) e`
    : 'audit.event e';
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  return q.query<EventRow>(
    `select ${columns} from ${source} left join auth.account a on a.id = e.account_id ${where}
     order by e.at desc, e.id desc limit ${place(limit)}`,
    args,
  );
}
