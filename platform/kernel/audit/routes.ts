// Binds the audit trail for auditors and "who looked at my record" for residents.
import {
  AccessLogSearch,
  AuditRootSearch,
  AuditSearch,
  listAudit,
  listAuditRoots,
  whoLooked,
  type AccessLogRow,
  type AuditRow,
} from '#platform/access-contract.ts';
import { fail, succeed, type Page } from '#platform/contract.ts';
import type { Permissions } from '../access/access.ts';
import type { OrgTree } from '../access/org-units.ts';
import type { Sql } from '../db/db.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { Kernel } from '../kernel.ts';
import { appNames } from '../oidc/app-store.ts';
import { auditRoot } from './export-roots.ts';
import { rootsAfter } from './root-store.ts';
import type { AuditBody } from './trail.ts';

export const auditPermissions: Permissions = {
  'audit.event.list': ['auditor'],
  'audit.root.list': ['auditor'],
  'audit.own.read': ['resident'],
};

interface EventRow {
  id: string;
  at: Date;
  body: string;
  display_name: string | null;
  chained: boolean;
}

/** Cursor: instant and id of the last row shown. */
const cursorOf = (row: EventRow): string => `${row.at.toISOString()}_${row.id}`;
function readCursor(cursor: string | undefined): [Date, string] | undefined {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(cursor ?? '');
  return found ? [new Date(found[1]!), found[2]!] : undefined;
}

function page<Item>(rows: EventRow[], count: number, item: (row: EventRow) => Item): Page<Item> {
  const shown = rows.slice(0, count);
  return rows.length > count ? { items: shown.map(item), next: cursorOf(shown.at(-1)!) } : { items: shown.map(item) };
}

const columns = `e.id, e.at, e.body, a.display_name, exists (select 1 from audit.link l where l.event_id = e.id) as chained`;

export function auditEndpoints(kernel: Kernel, tree: OrgTree): Endpoint[] {
  const { db } = kernel;
  return [
    endpoint(
      listAudit,
      { permission: 'audit.event.list', person: 'none', query: AuditSearch, summary: 'Audit trail' },
      async ({ query, actor }) => {
        const search = AuditSearch.parse(query);
        const count = search.count ?? 50;
        const rows = await findEvents(db, search, count + 1);
        await kernel.audit.recordRead(actor, { action: 'search', permission: 'audit.event.list', outcome: 'success' });
        const apps = await appsOf(db, rows);
        return succeed(page(rows, count, (row) => auditRow(row, apps)));
      },
    ),
    endpoint(
      listAuditRoots,
      { permission: 'audit.root.list', person: 'none', query: AuditRootSearch, summary: 'Signed daily roots' },
      async ({ query, actor }) => {
        const { cursor, count = 100 } = AuditRootSearch.parse(query);
        const rows = await rootsAfter(db, cursor ?? '0001-01-01', count + 1);
        await kernel.audit.recordRead(actor, { action: 'search', permission: 'audit.root.list', outcome: 'success' });
        const items = rows.slice(0, count).map(auditRoot);
        return succeed(rows.length > count ? { items, next: items.at(-1)!.day } : { items });
      },
    ),
    endpoint(
      whoLooked,
      { permission: 'audit.own.read', person: 'none', query: AccessLogSearch, summary: 'Who looked at my record' },
      async ({ query, actor, now }) => {
        const search = AccessLogSearch.parse(query);
        const personId = search.personId ?? actor.personId;
        if (!personId) return fail({ kind: 'not-found', code: 'audit/no-own-record' });
        const allowed = await kernel.access.check(db, actor, 'audit.own.read', personId, now);
        if (!allowed.ok) return allowed;
        actor.span.persons.add(personId);
        const count = search.count ?? 50;
        const rows = await findEvents(db, { personId, cursor: search.cursor, outcome: 'success' }, count + 1);
        await kernel.audit.recordRead(actor, { action: 'search', permission: 'audit.own.read', outcome: 'success' });
        const names = new Map<string, string>();
        for (const unit of new Set(rows.flatMap((row) => (JSON.parse(row.body) as AuditBody).units)))
          names.set(unit, (await tree.nameOf(unit)) ?? '');
        const apps = await appsOf(db, rows);
        return succeed(page(rows, count, (row) => accessLogRow(row, names, apps, actor.accountId)));
      },
    ),
  ];
}

interface EventSearch {
  account?: string | undefined;
  personId?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
}

function findEvents(q: Sql, search: EventSearch, limit: number): Promise<EventRow[]> {
  const args: unknown[] = [];
  const conditions: string[] = [];
  const place = (value: unknown) => `$${args.push(value)}`;
  if (search.account) conditions.push(`a.login = ${place(search.account)}`);
  if (search.action) conditions.push(`e.action = ${place(search.action)}`);
  if (search.outcome) conditions.push(`e.outcome = ${place(search.outcome)}`);
  if (search.from) conditions.push(`e.at >= ${place(new Date(search.from))}`);
  if (search.to) conditions.push(`e.at < ${place(new Date(search.to))}`);
  const after = readCursor(search.cursor);
  if (after) conditions.push(`(e.at, e.id) < (${place(after[0])}, ${place(after[1])}::uuid)`);
  const source = search.personId
    ? `(select ev.* from audit.person_event pe join audit.event ev on ev.id = pe.event_id where pe.patient_id = ${place(search.personId)}) e`
    : 'audit.event e';
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  return q.query<EventRow>(
    `select ${columns} from ${source} left join auth.account a on a.id = e.account_id ${where}
     order by e.at desc, e.id desc limit ${place(limit)}`,
    args,
  );
}

/** Names of the apps that acted in these rows. */
function appsOf(q: Sql, rows: readonly EventRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (JSON.parse(row.body) as AuditBody).detail?.app ?? []);
  return appNames(q, [...new Set(ids.filter((id): id is string => typeof id === 'string'))]);
}

/** The app's name, or its number where it is not there any more. */
const appOf = ({ detail }: AuditBody, apps: Map<string, string>): { app: string } | undefined =>
  typeof detail?.app === 'string' ? { app: apps.get(detail.app) ?? detail.app } : undefined;

function auditRow(row: EventRow, apps: Map<string, string>): AuditRow {
  const body = JSON.parse(row.body) as AuditBody;
  return {
    eventId: row.id,
    at: row.at.toISOString(),
    account: body.account,
    displayName: row.display_name ?? body.account,
    roles: body.roles,
    action: body.action,
    permission: body.permission,
    route: body.route,
    outcome: body.outcome as AuditRow['outcome'],
    ...(body.object ? { object: body.object } : {}),
    personCount: body.persons.length,
    chained: row.chained,
    ...appOf(body, apps),
  };
}

function accessLogRow(
  row: EventRow,
  units: Map<string, string>,
  apps: Map<string, string>,
  ownAccount: string,
): AccessLogRow {
  const body = JSON.parse(row.body) as AuditBody;
  return {
    eventId: row.id,
    at: row.at.toISOString(),
    who: row.display_name ?? body.account,
    roles: body.roles,
    place: body.units
      .map((unit) => units.get(unit))
      .filter(Boolean)
      .join('、'),
    action: body.action,
    purpose: body.purpose,
    isSelf: body.accountId === ownAccount,
    ...appOf(body, apps),
  };
}
