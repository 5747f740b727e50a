// The county for which somebody plans: the one above the place where they work.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { OrgUnit } from '#foundation/registry/contract.ts';
import type { Parts } from '../parts.ts';

export interface County {
  countyId: string;
  name: string;
  code: string;
}

/** Undefined where the actor works above or outside of every county. */
export async function countyOf({ kernel, registry }: Parts, actor: Actor): Promise<County | undefined> {
  const units = new Map((await registry.units(kernel.db, {})).map((unit) => [unit.unitId, unit]));
  for (const unitId of [...actor.assignments.map((one) => one.orgUnitId as string), actor.homeUnitId as string]) {
    const county = above(units, unitId).find((unit) => unit.kind === 'county');
    if (county) return { countyId: county.unitId, name: county.name, code: county.code };
  }
  return undefined;
}

/** The unit and everything above it, from below. */
export function above(units: ReadonlyMap<string, OrgUnit>, unitId: string): OrgUnit[] {
  const path: OrgUnit[] = [];
  for (let unit = units.get(unitId); unit; unit = unit.parentId ? units.get(unit.parentId) : undefined) path.push(unit);
  return path;
}
