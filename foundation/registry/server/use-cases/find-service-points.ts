// The register of service points, searched, filtered, sorted and paged; and one point in detail.
import { fail, succeed, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { maskName, maskPhone } from '../../rules/mask.ts';
import { lacksOf } from '../../rules/service-point.ts';
import type { FindServicePointsQuery, ServicePointDetail, ServicePointRow } from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import { cursorUnreadable, servicePointUnknown } from '../problems.ts';
import { findServicePoints, toServicePoint, type ServicePointFound } from '../store/service-point.ts';

const permission = 'registry.service-point.read';
const pageSize = 50;

/** All rows that fit, sorted: a county has some hundreds, so this is done here and not in the database. */
export async function pointRows(
  { kernel }: Parts,
  actor: Actor,
  query: FindServicePointsQuery,
): Promise<ServicePointRow[]> {
  const units = new Set(await kernel.access.unitsOf(actor, permission));
  const points = await findServicePoints(kernel.db, kernel.cipher, query);
  const masked = kernel.access.view(actor, permission) !== 'full';
  const text = query.text?.toLowerCase();
  const rows = points
    .filter((one) => units.has(one.villageId))
    .map((one) => rowOf(one, masked))
    .filter((one) => !query.lacks || one.lacks.includes(query.lacks))
    .filter((one) => !text || `${one.name} ${one.villageName} ${one.townshipName}`.toLowerCase().includes(text));
  return sorted(rows, query);
}

export async function findPoints(
  parts: Parts,
  actor: Actor,
  query: FindServicePointsQuery,
): Promise<Result<Page<ServicePointRow>>> {
  const from = Number(query.page ?? 0);
  if (!Number.isInteger(from) || from < 0) return fail(cursorUnreadable);
  const rows = await pointRows(parts, actor, query);
  const to = from + (query.limit ?? pageSize);
  return succeed({
    items: rows.slice(from, to),
    total: rows.length,
    ...(to < rows.length && { next: String(to) }),
  });
}

export async function readPoint(
  { kernel }: Parts,
  actor: Actor,
  servicePointId: string,
): Promise<Result<ServicePointDetail>> {
  const [one] = await findServicePoints(kernel.db, kernel.cipher, { ids: [servicePointId] });
  if (!one || !(await kernel.access.unitsOf(actor, permission)).includes(one.villageId))
    return fail(servicePointUnknown);
  return succeed(detailOf(one, kernel.access.view(actor, permission) !== 'full'));
}

export function detailOf(one: ServicePointFound, masked: boolean): ServicePointDetail {
  return {
    ...rowOf(one, masked),
    ...(one.address && { address: one.address }),
    ...(one.note && { note: one.note }),
    ...(one.keeperPhone && { keeperPhone: masked ? maskPhone(one.keeperPhone) : one.keeperPhone }),
    masked,
    hasPhoto: one.photoDigest !== undefined,
    version: one.version,
  };
}

function rowOf(one: ServicePointFound, masked: boolean): ServicePointRow {
  return {
    ...toServicePoint(one),
    townshipName: one.townshipName,
    network: one.network,
    standards: one.standards,
    lacks: lacksOf({ ...one, hasPhoto: one.photoDigest !== undefined, hasKeeper: one.keeperName !== undefined }),
    ...(one.keeperName && { keeperName: masked ? maskName(one.keeperName) : one.keeperName }),
    ...(one.closedOn && { closedOn: one.closedOn }),
  };
}

const comparisons: Record<string, (a: ServicePointRow, b: ServicePointRow) => number> = {
  name: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
  kind: (a, b) => a.kind.localeCompare(b.kind),
  lacks: (a, b) => a.lacks.length - b.lacks.length,
};

function sorted(rows: ServicePointRow[], { sort, descending }: FindServicePointsQuery): ServicePointRow[] {
  const compare = comparisons[sort ?? ''];
  const ordered = compare ? rows.toSorted(compare) : rows;
  return descending === 'true' ? ordered.toReversed() : ordered;
}
