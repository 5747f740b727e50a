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
import { openingsOf } from '../access/break-glass-store.ts';
import type { OrgTree } from '../access/org-units.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { Sql } from '../db/db.ts';
import type { Kernel } from '../kernel.ts';
import { appNames } from '../oidc/app-store.ts';
import { auditRoot } from './export-roots.ts';
import { rootsAfter } from './root-store.ts';
import { cursorOf, type EventRow } from './find-events.ts';
import type { AuditBody } from './journal.ts';

export const auditPermissions: Permissions = {
  'audit.event.list': ['auditor'],
  'audit.root.list': ['auditor'],
  'audit.own.read': ['resident'],
};

function page<Item>(rows: EventRow[], count: number, item: (row: EventRow) => Item): Page<Item> {
  const shown = rows.slice(0, count);
  return rows.length > count ? { items: shown.map(item), next: cursorOf(shown.at(-1)!) } : { items: shown.map(item) };
}

export function auditEndpoints(kernel: Kernel, tree: OrgTree): Endpoint[] {
  const { db } = kernel;
  return [
    endpoint(
      listAudit,
      { permission: 'audit.event.list', person: 'none', query: AuditSearch, summary: 'Audit trail' },
      async ({ query, actor }) => {
        const search = AuditSearch.parse(query);
        const count = search.count ?? 50;
        const rows = await kernel.audit.find(search, count + 1);
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
        const rows = await kernel.audit.find({ personId, cursor: search.cursor, outcome: 'success' }, count + 1);
        await kernel.audit.recordRead(actor, { action: 'search', permission: 'audit.own.read', outcome: 'success' });
        const names = new Map<string, string>();
        for (const unit of new Set(rows.flatMap((row) => (JSON.parse(row.body) as AuditBody).units)))
          names.set(unit, (await tree.nameOf(unit)) ?? '');
        const apps = await appsOf(db, rows);
        const cluster = (await kernel.personRows.of(db, [personId])).get(personId)!;
        const openings = await openingsOf(db, cluster);
        const wasOpened = (accountId: string, at: Date) =>
          openings.some((one) => one.accountId === accountId && one.from <= at && at < one.until);
        return succeed(page(rows, count, (row) => accessLogRow(row, { names, apps, wasOpened }, actor.accountId)));
      },
    ),
  ];
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
    ...appOf(body, apps),
  };
}

interface Known {
  names: Map<string, string>;
  apps: Map<string, string>;
  /** The record stood open to that account at that time by an emergency. */
  wasOpened(accountId: string, at: Date): boolean;
}

function accessLogRow(row: EventRow, { names, apps, wasOpened }: Known, ownAccount: string): AccessLogRow {
  const body = JSON.parse(row.body) as AuditBody;
  return {
    eventId: row.id,
    at: row.at.toISOString(),
    who: row.display_name ?? body.account,
    roles: body.roles,
    place: body.units
      .map((unit) => names.get(unit))
      .filter(Boolean)
      .join('、'),
    action: body.action,
    purpose: wasOpened(body.accountId, row.at) ? 'emergency' : body.purpose,
    opened: body.permission === 'access.break-glass.open',
    isSelf: body.accountId === ownAccount,
    ...appOf(body, apps),
  };
}
