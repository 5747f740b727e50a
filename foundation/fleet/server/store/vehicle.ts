// Rows of vehicles.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Datum } from '#foundation/geo/rules/datum.ts';
import type { FleetVehicle, VehicleKind } from '../../contract.ts';

export interface VehicleLoad {
  vehicleId: string;
  plate: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  emergencyUnit: boolean;
  equipment: readonly string[];
  /** Where it stands when it is not out, WGS-84. */
  base?: { lon: number; lat: number } | undefined;
}

/** Adds vehicles or replaces what is known of them. */
export async function saveVehicles(q: Sql, vehicles: readonly VehicleLoad[], now: Date): Promise<void> {
  for (const { vehicleId, plate, kind, name, organisationId, emergencyUnit, equipment, base } of vehicles)
    await q.query(
      `insert into fleet.vehicle (id, plate, kind, name, organisation_id, emergency_unit, equipment, updated_at, base_lon, base_lat)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (id) do update set plate = excluded.plate, kind = excluded.kind, name = excluded.name,
         organisation_id = excluded.organisation_id, emergency_unit = excluded.emergency_unit,
         equipment = excluded.equipment, version = vehicle.version + 1, updated_at = excluded.updated_at,
         base_lon = excluded.base_lon, base_lat = excluded.base_lat`,
      [
        vehicleId,
        plate,
        kind,
        name,
        organisationId,
        emergencyUnit,
        equipment,
        now,
        base?.lon ?? null,
        base?.lat ?? null,
      ],
    );
}

/** Where the id is taken, the vehicle stays as it is. */
export const insertVehicle = (q: Sql, vehicle: VehicleLoad, now: Date): Promise<unknown> =>
  q.query(
    `insert into fleet.vehicle (id, plate, kind, name, organisation_id, emergency_unit, equipment, updated_at, base_lon, base_lat)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      vehicle.vehicleId,
      vehicle.plate,
      vehicle.kind,
      vehicle.name,
      vehicle.organisationId,
      vehicle.emergencyUnit,
      vehicle.equipment,
      now,
      vehicle.base?.lon ?? null,
      vehicle.base?.lat ?? null,
    ],
  );

interface VehicleRow extends Omit<FleetVehicle, 'terminals' | 'base'> {
  baseLon: number | null;
  baseLat: number | null;
  phone: string | null;
  registeredAt: Date | null;
  blocked: boolean;
  datum: Datum;
  pointsPerSecond: number | null;
  seenAt: Date | null;
}

/** Vehicles with their terminals: of these organisations, or all. */
export async function vehiclesOf(q: Sql, organisationIds?: readonly string[]): Promise<FleetVehicle[]> {
  const rows = await q.query<VehicleRow>(
    `select v.id as "vehicleId", v.plate, v.kind, v.name, v.organisation_id as "organisationId",
       v.emergency_unit as "emergencyUnit", v.equipment, v.version, v.base_lon as "baseLon", v.base_lat as "baseLat",
       t.phone, t.registered_at as "registeredAt", t.seen_at as "seenAt",
       t.blocked, t.datum, t.points_per_second as "pointsPerSecond"
     from fleet.vehicle v left join fleet.terminal t on t.vehicle_id = v.id
     where $1::uuid[] is null or v.organisation_id = any($1) order by v.kind, length(v.name), v.name, v.id, t.phone`,
    [organisationIds ?? null],
  );
  const vehicles = new Map<string, FleetVehicle>();
  for (const { phone, registeredAt, blocked, datum, pointsPerSecond, seenAt, baseLon, baseLat, ...vehicle } of rows) {
    const base = baseLon !== null && baseLat !== null ? { base: { lon: baseLon, lat: baseLat } } : {};
    const known = vehicles.get(vehicle.vehicleId) ?? { ...vehicle, ...base, terminals: [] };
    if (phone !== null)
      known.terminals.push({
        phone,
        registered: registeredAt !== null,
        blocked,
        datum,
        ...(pointsPerSecond !== null && { pointsPerSecond }),
        ...(seenAt && { seenAt: seenAt.toISOString() }),
      });
    vehicles.set(vehicle.vehicleId, known);
  }
  return [...vehicles.values()];
}

export const vehicleById = async (q: Sql, vehicleId: string): Promise<FleetVehicle | undefined> =>
  (await vehiclesOf(q)).find((one) => one.vehicleId === vehicleId);

/** The new version; undefined where the vehicle stands at another one. */
export async function changeVehicle(
  q: Sql,
  vehicle: VehicleLoad,
  version: number,
  now: Date,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    `update fleet.vehicle set plate = $3, kind = $4, name = $5, organisation_id = $6, emergency_unit = $7,
       equipment = $8, updated_at = $9, base_lon = coalesce($10, base_lon),
       base_lat = coalesce($11, base_lat), version = version + 1 where id = $1 and version = $2 returning version`,
    [
      vehicle.vehicleId,
      version,
      vehicle.plate,
      vehicle.kind,
      vehicle.name,
      vehicle.organisationId,
      vehicle.emergencyUnit,
      vehicle.equipment,
      now,
      vehicle.base?.lon ?? null,
      vehicle.base?.lat ?? null,
    ],
  );
  return row?.version;
}

export async function organisationOf(q: Sql, vehicleId: string): Promise<string | undefined> {
  const [row] = await q.query<{ organisation: string }>(
    'select organisation_id as organisation from fleet.vehicle where id = $1',
    [vehicleId],
  );
  return row?.organisation;
}

/** Where these vehicles stand when they are not out; unknown ones are absent. */
export async function basesOf(
  q: Sql,
  vehicleIds: readonly string[],
): Promise<Map<string, { lon: number; lat: number }>> {
  const rows = await q.query<{ id: string; lon: number; lat: number }>(
    `select id, base_lon as lon, base_lat as lat from fleet.vehicle
     where id = any($1::uuid[]) and base_lon is not null and base_lat is not null`,
    [vehicleIds],
  );
  return new Map(rows.map(({ id, lon, lat }) => [id, { lon, lat }]));
}
