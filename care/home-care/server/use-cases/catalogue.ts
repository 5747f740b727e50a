// The catalogue of home services: what an institution offers on a day, and a row that holds from a day on.
import { dayOf, fail, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CatalogueItemBody, CatalogueQuery, CatalogueReply } from '../../contract.ts';
import type { CatalogueItem } from '../../rules/catalogue-item.ts';
import type { Parts } from '../parts.ts';
import { beginsInPast, endsBeforeItBegins, notYourUnit } from '../problems.ts';
import { itemsOn, saveItems } from '../store/catalogue.ts';

const writePermission = 'home-care.catalogue.write';

/** From the institution up to the province. */
async function pathOf({ registry }: Parts, q: Sql, unitId: string): Promise<string[]> {
  const parents = new Map((await registry.units(q, {})).map((unit) => [unit.unitId as string, unit.parentId]));
  const path: string[] = [];
  for (let at: string | undefined = unitId; at; at = parents.get(at)) path.push(at);
  return path;
}

/** What an institution offers on a day: its own row of a code stands before the county's; ended rows are left out. */
export async function catalogueOf(parts: Parts, q: Sql, organisationId: string, on: Day): Promise<CatalogueItem[]> {
  const path = await pathOf(parts, q, organisationId);
  const items = await itemsOn(q, path, on);
  const nearest = new Map<string, CatalogueItem>();
  for (const item of items.toSorted((one, other) => path.indexOf(other.unitId) - path.indexOf(one.unitId)))
    nearest.set(item.code, item);
  return [...nearest.values()]
    .filter(({ toOn }) => !toOn || toOn >= on)
    .toSorted((one, other) => one.code.localeCompare(other.code));
}

export async function readCatalogue(
  parts: Parts,
  actor: Actor,
  query: CatalogueQuery,
  now: Date,
): Promise<Result<CatalogueReply>> {
  const { kernel } = parts;
  return succeed({
    items: await catalogueOf(parts, kernel.db, query.organisation ?? actor.homeUnitId, query.on ?? dayOf(now)),
  });
}

export async function saveCatalogueItem(
  parts: Parts,
  actor: Actor,
  { unitId, ...body }: CatalogueItemBody,
  now: Date,
): Promise<Result<CatalogueReply>> {
  const { kernel } = parts;
  if (body.fromOn < dayOf(now)) return fail(beginsInPast);
  if (body.toOn && body.toOn < body.fromOn) return fail(endsBeforeItBegins);
  const own = actor.assignments.find(({ role }) => role === 'bureau' || role === 'gp')?.orgUnitId;
  const unit = unitId ?? own;
  const units = await kernel.access.unitsOf(actor, writePermission);
  if (!unit || !units.includes(unit)) return fail(notYourUnit);
  await kernel.db.tx(async (q) => {
    await saveItems(q, [{ ...body, unitId: unit, simulated: false }]);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: writePermission,
      outcome: 'success',
      object: `ServiceItem/${body.code}`,
      detail: { fromOn: body.fromOn, priceFen: body.priceFen },
    });
  });
  return succeed({ items: await catalogueOf(parts, kernel.db, unit, body.fromOn) });
}
