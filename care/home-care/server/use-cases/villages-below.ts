// The villages below a node of the organisation tree, with their township and county.
import type { VillageFacts } from '#foundation/registry/server/index.ts';
import type { Parts } from '../parts.ts';

export async function villagesBelow({ registry, kernel }: Parts, unitId: string): Promise<Map<string, VillageFacts>> {
  const villages = await registry.villages(kernel.db);
  return new Map(
    villages
      .filter((one) => [one.villageId, one.townshipId, one.countyId].includes(unitId))
      .map((one) => [one.villageId, one]),
  );
}
