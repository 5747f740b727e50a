// Lists of visits: what a nurse may take and has taken, what an institution's desk has before it, what a person has ordered.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Position } from '../../rules/distance.ts';
import type { DeskQuery, VisitRow } from '../../visits-contract.ts';
import type { Parts } from '../parts.ts';
import { qualificationsOf } from '../store/qualification.ts';
import { listVisits } from '../store/visit.ts';
import { visitRows } from './visit-views.ts';

const visitPermission = 'home-care.order.visit';
export const deskPermission = 'home-care.desk.read';
const readPermission = 'home-care.order.read';

export async function readWork(
  parts: Parts,
  actor: Actor,
  here: Position | undefined,
  now: Date,
): Promise<Result<{ open: VisitRow[]; mine: VisitRow[] }>> {
  const { kernel } = parts;
  const organisationIds = await kernel.access.unitsOf(actor, visitPermission);
  const [held] = await qualificationsOf(kernel.db, [actor.accountId]);
  const open = await listVisits(kernel.db, { organisationIds, kind: 'home-service', state: 'open', openOnly: true });
  const mine = await listVisits(kernel.db, { nurseId: actor.accountId, openOnly: true });
  const viewing = { actor, permission: visitPermission, here, now };
  const views = {
    open: await visitRows(parts, open, { ...viewing, nurse: { held } }),
    mine: await visitRows(parts, mine, viewing),
  };
  for (const { personId } of [...views.open, ...views.mine]) actor.span.persons.add(personId);
  return succeed(views);
}

export async function readDesk(
  parts: Parts,
  actor: Actor,
  query: DeskQuery,
  now: Date,
): Promise<Result<{ visits: VisitRow[]; counts: Record<string, number> }>> {
  const { kernel } = parts;
  const organisationIds = await kernel.access.unitsOf(actor, deskPermission);
  const rows = await listVisits(kernel.db, { organisationIds, kind: query.kind, openOnly: query.ended !== 'yes' });
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  const shown = rows.filter(({ state }) => !query.state || state === query.state);
  const views = await visitRows(parts, shown, { actor, permission: deskPermission, now });
  const visits = query.text
    ? views.filter((one) => `${one.personName} ${one.itemName} ${one.villageName}`.includes(query.text!))
    : views;
  for (const { personId } of visits) actor.span.persons.add(personId);
  return succeed({ visits, counts });
}

/** The kernel has checked the person. */
export async function visitsOfPerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ visits: VisitRow[] }>> {
  const rows = await listVisits(parts.kernel.db, { personId, limit: 100 });
  const newest = rows.toSorted((one, other) => other.placedAt.getTime() - one.placedAt.getTime());
  return succeed({ visits: await visitRows(parts, newest, { actor, permission: readPermission, now }) });
}
