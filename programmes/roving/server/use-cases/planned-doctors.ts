// Which doctors the published plans send with vehicles on a day: the fleet's crews ask.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import { plannedStaff } from '../store/visit.ts';

export async function plannedDoctors(
  { registry }: Pick<Parts, 'registry'>,
  q: Sql,
  vehicleIds: readonly string[],
  day: Day,
): Promise<{ vehicleId: string; staffId: string; name: string }[]> {
  const planned = await plannedStaff(q, vehicleIds, day);
  if (planned.length === 0) return [];
  const names = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  return planned.map((one) => ({ ...one, name: names.get(one.staffId) ?? '' }));
}
