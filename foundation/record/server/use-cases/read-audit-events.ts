// Reads the audit trail as AuditEvents: everything for auditors, their own record's part for those who may ask who looked.
import { isUuid } from '#platform/contract.ts';
import { cursorOf } from '#platform/kernel/audit/find-events.ts';
import type { EventRow } from '#platform/kernel/audit/find-events.ts';
import type { AuditBody } from '#platform/kernel/audit/journal.ts';
import { auditEventOf } from '../../rules/audit-event/audit-event.ts';
import type { EventQuery } from '../../rules/audit-event/event-query.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { keyText, locate } from '../store/read.ts';
import { patientIdsOf } from '../store/patient-ids.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';

export const auditPermissions = { list: 'audit.event.list', own: 'audit.own.read' } as const;

interface Resource {
  resourceType: string;
  id: string;
}
export interface EventPage {
  permission: string;
  events: Resource[];
  next?: string;
  personId?: string;
}

/** Whom a reader of own events sees in them; everybody where absent. */
type Only = ReadonlySet<string> | undefined;

async function eventsOf(services: RecordServices, rows: readonly EventRow[], only: Only): Promise<Resource[]> {
  const bodies = rows.map((row) => JSON.parse(row.body) as AuditBody);
  const shown = bodies.map(({ persons }) => (only ? persons.filter((id) => only.has(id)) : persons));
  const patients = await patientIdsOf(services.kernel.db, [...new Set(shown.flat())]);
  return rows.map((row, place) => {
    const body = bodies[place]!;
    const alone = only === undefined || body.persons.length <= 1;
    return auditEventOf({
      ...body,
      id: row.id,
      at: row.at,
      displayName: row.display_name ?? body.account,
      app: typeof body.detail?.app === 'string' ? body.detail.app : undefined,
      // What was touched beside this person may belong to another one.
      object: alone ? body.object : undefined,
      detail: alone ? body.detail : undefined,
      patients: shown[place]!.map((id) => patients.get(id) ?? id),
    }) as Resource;
  });
}

const mayList = ({ kernel }: RecordServices, { actor }: Asking): boolean =>
  kernel.access.holds(actor, auditPermissions.list);

function refuseOthers(): never {
  throw new Refusal('forbidden', 'The audit trail is open to auditors, and to residents for their own record.');
}

async function personOf({ kernel }: RecordServices, patient: string): Promise<string | undefined> {
  const key = { type: 'Patient', id: patient };
  return (
    (await locate(kernel.db, [key])).get(keyText(key.type, key.id))?.patientId ??
    (isUuid(patient) ? patient : undefined)
  );
}

const mayRead = async ({ kernel }: RecordServices, { actor, now }: Asking, personId: string): Promise<boolean> =>
  (await kernel.access.check(kernel.db, actor, auditPermissions.own, personId, now)).ok;

export async function searchAuditEvents(
  services: RecordServices,
  asking: Asking,
  query: EventQuery,
): Promise<EventPage> {
  refuseOutOfScope(services.kernel.access, asking.actor, 'AuditEvent', 's');
  const all = mayList(services, asking);
  const { patient, id, count, ...search } = query;
  const personId = patient === undefined ? undefined : await personOf(services, patient);
  if (!all && (personId === undefined || !(await mayRead(services, asking, personId)))) refuseOthers();
  const permission = all ? auditPermissions.list : auditPermissions.own;
  if ((patient !== undefined && personId === undefined) || (id !== undefined && !isUuid(id)))
    return { permission, events: [] };
  const outcome = all ? search.outcome : 'success';
  const rows =
    !all && search.outcome !== undefined && search.outcome !== 'success'
      ? []
      : await services.kernel.audit.find({ ...search, id, personId, outcome }, count + 1);
  const shown = rows.slice(0, count);
  return {
    permission,
    events: await eventsOf(services, shown, all ? undefined : new Set([personId!])),
    personId,
    next: rows.length > count ? cursorOf(shown.at(-1)!) : undefined,
  };
}

export async function readAuditEvent(services: RecordServices, asking: Asking, id: string): Promise<EventPage> {
  refuseOutOfScope(services.kernel.access, asking.actor, 'AuditEvent', 'r');
  const all = mayList(services, asking);
  if (!all && !services.kernel.access.holds(asking.actor, auditPermissions.own)) refuseOthers();
  const [row] = isUuid(id) ? await services.kernel.audit.find({ id }, 1) : [];
  const only = new Set<string>();
  if (!all) {
    const { persons, outcome } = row ? (JSON.parse(row.body) as AuditBody) : { persons: [], outcome: '' };
    if (outcome === 'success') for (const one of persons) if (await mayRead(services, asking, one)) only.add(one);
    if (only.size === 0) refuseOthers();
  }
  if (!row) throw new Refusal('not-found', `AuditEvent/${id} does not exist.`);
  const events = await eventsOf(services, [row], all ? undefined : only);
  return { permission: all ? auditPermissions.list : auditPermissions.own, events, personId: [...only][0] };
}
