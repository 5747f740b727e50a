// The county's rates for vehicles: what a kilometre and a day cost; dated along the organisation path, unknown until set.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { VehicleCostBody, VehicleCostReply } from '../../check-in-contract.ts';
import type { VehicleCost } from '../../rules/vehicle-cost.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { countyOf } from './county-of.ts';

const key = 'roving.vehicle-cost';
const midnight = (on: string): Date => new Date(`${on}T00:00:00+08:00`);

/** What is in force on that day; undefined where nobody has set it. */
export const vehicleCostOf = async (
  { kernel }: Pick<Parts, 'kernel'>,
  unitId: string,
  on: string,
): Promise<VehicleCost | undefined> =>
  (await kernel.settings.valueAt(key, unitId, midnight(on))) as VehicleCost | undefined;

export async function readVehicleCost(parts: Parts, actor: Actor, on: string): Promise<Result<VehicleCostReply>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const cost = await vehicleCostOf(parts, county.countyId, on);
  return succeed(cost ? { cost } : {});
}

export async function setVehicleCost(
  parts: Parts,
  actor: Actor,
  { fromOn, cost }: VehicleCostBody,
): Promise<Result<VehicleCostReply>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  return kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key, orgUnitId: county.countyId, value: cost, from: midnight(fromOn) });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: 'roving.basis.write',
      outcome: 'success',
      object: `RovingVehicleCost/${fromOn}`,
    });
    return succeed({ cost });
  });
}
