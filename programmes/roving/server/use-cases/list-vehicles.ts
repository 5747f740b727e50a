// The vehicles of the fleet that rove: where each starts, and the days on which it is not to be had.
import type { Sql } from '#platform/kernel/db/db.ts';
import { vehicleKinds, type VehicleKind } from '../../rules/policy.ts';
import type { Parts } from '../parts.ts';

export interface RovingVehicle {
  vehicleId: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  lon: number;
  lat: number;
  outOfService: { fromOn: string; toOn: string; reason: string }[];
}

const roves = (kind: string): kind is VehicleKind => vehicleKinds.includes(kind as VehicleKind);

/** A vehicle starts at its base, where none is known at its institution; one that stands nowhere cannot be planned. */
export async function listVehicles(
  { fleet, registry }: Pick<Parts, 'fleet' | 'registry'>,
  q: Sql,
): Promise<RovingVehicle[]> {
  const houses = new Map((await registry.organisations(q, {})).map((one) => [one.organisationId, one.position]));
  const spans = Map.groupBy(await fleet.maintenance(q), (one) => one.vehicleId);
  return (await fleet.vehicles(q)).flatMap(({ vehicleId, kind, name, organisationId, base }) => {
    const place = base ?? houses.get(organisationId);
    if (!place || !roves(kind)) return [];
    const outOfService = (spans.get(vehicleId) ?? []).map(({ fromOn, toOn, note }) => ({ fromOn, toOn, reason: note }));
    return [{ vehicleId, kind, name, organisationId, lon: place.lon, lat: place.lat, outOfService }];
  });
}
