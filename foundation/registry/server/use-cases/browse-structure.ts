// Lists what stands in the county: tree, organisations, staff, service points.
import { dayOf, fail, succeed, type Page, type Result } from '#platform/contract.ts';
import type {
  Organisation,
  OrganisationsQuery,
  OrgUnit,
  OrgUnitsQuery,
  StaffMember,
  StaffQuery,
} from '../../contract.ts';
import type { ServicePoint, ServicePointsQuery } from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import { cursorUnreadable } from '../problems.ts';
import { listOrganisations } from '../store/organisation.ts';
import { findServicePoints, toServicePoint } from '../store/service-point.ts';
import { listStaff } from '../store/staff.ts';
import { listUnits } from '../store/unit.ts';

export const browseUnits = async ({ kernel }: Parts, query: OrgUnitsQuery): Promise<Result<{ units: OrgUnit[] }>> =>
  succeed({ units: await listUnits(kernel.db, query) });

export const browseOrganisations = async (
  { kernel }: Parts,
  query: OrganisationsQuery,
): Promise<Result<{ organisations: Organisation[] }>> =>
  succeed({ organisations: await listOrganisations(kernel.db, query) });

export const browseServicePoints = async (
  { kernel }: Parts,
  query: ServicePointsQuery,
): Promise<Result<{ servicePoints: ServicePoint[] }>> =>
  succeed({ servicePoints: (await openPoints(kernel, query)).map(toServicePoint) });

const openPoints = async (kernel: Parts['kernel'], query: ServicePointsQuery) =>
  (await findServicePoints(kernel.db, kernel.cipher, query)).filter((one) => one.closedOn === undefined);

const pageSize = 50;

export async function browseStaff({ kernel }: Parts, query: StaffQuery, now: Date): Promise<Result<Page<StaffMember>>> {
  const after = query.page === undefined ? undefined : /^([a-z]*)~([0-9a-f-]{36})$/.exec(query.page);
  if (after === null) return fail(cursorUnreadable);
  const limit = query.limit ?? pageSize;
  const rows = await listStaff(kernel.db, kernel.cipher, {
    text: query.text,
    organisation: query.organisation,
    profession: query.profession,
    ...(after && { after: [after[1]!, after[2]!] }),
    limit: limit + 1,
    on: dayOf(now),
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return succeed({
    items: shown.map((row) => row.member),
    ...(last && { next: `${last.pinyin}~${last.member.staffId}` }),
  });
}
