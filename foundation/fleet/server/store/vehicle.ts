// Rows of vehicles.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FleetVehicle, VehicleKind } from '../../contract.ts';

export interface VehicleLoad {
  vehicleId: string;
  plate: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  emergencyUnit: boolean;
  equipment: readonly string[];
}

/** Adds vehicles or replaces what is known of them. */
export async function saveVehicles(q: Sql, vehicles: readonly VehicleLoad[], now: Date): Promise<void> {
  for (const { vehicleId, plate, kind, name, organisationId, emergencyUnit, equipment } of vehicles)
    await q.query(
      `insert into fleet.vehicle (id, plate, kind, name, organisation_id, emergency_unit, equipment, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set plate = excluded.plate, kind = excluded.kind, name = excluded.name,
         organisation_id = excluded.organisation_id, emergency_unit = excluded.emergency_unit,
         equipment = excluded.equipment, version = vehicle.version + 1, updated_at = excluded.updated_at`,
      [vehicleId, plate, kind, name, organisationId, emergencyUnit, equipment, now],
    );
}

/** Where the id is taken, the vehicle stays as it is. */
export const insertVehicle = (q: Sql, vehicle: VehicleLoad, now: Date): Promise<unknown> =>
  q.query(
    `insert into fleet.vehicle (id, plate, kind, name, organisation_id, emergency_unit, equipment, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [
      vehicle.vehicleId,
      vehicle.plate,
      vehicle.kind,
      vehicle.name,
      vehicle.organisationId,
      vehicle.emergencyUnit,
      vehicle.equipment,
      now,
    ],
  );

interface VehicleRow extends Omit<FleetVehicle, 'terminals'> {
  phone: string | null;
  registeredAt: Date | null;
  seenAt: Date | null;
}

/** Vehicles of these organisations with their terminals. */
export async function vehiclesOf(q: Sql, organisationIds: readonly string[]): Promise<FleetVehicle[]> {
  const rows = await q.query<VehicleRow>(
    `select v.id as "vehicleId", v.plate, v.kind, v.name, v.organisation_id as "organisationId",
       v.emergency_unit as "emergencyUnit", v.equipment, v.version, t.phone, t.registered_at as "registeredAt", t.seen_at as "seenAt"
     from fleet.vehicle v left join fleet.terminal t on t.vehicle_id = v.id
     where v.organisation_id = any($1::uuid[]) order by v.kind, v.name, v.id, t.phone`,
    [organisationIds],
  );
  const vehicles = new Map<string, FleetVehicle>();
  for (const { phone, registeredAt, seenAt, ...vehicle } of rows) {
    const known = vehicles.get(vehicle.vehicleId) ?? { ...vehicle, terminals: [] };
    if (phone !== null)
      known.terminals.push({
        phone,
        registered: registeredAt !== null,
        ...(seenAt && { seenAt: seenAt.toISOString() }),
      });
    vehicles.set(vehicle.vehicleId, known);
  }
  return [...vehicles.values()];
}

/** The new version; undefined where the vehicle stands at another one. */
export async function changeVehicle(
  q: Sql,
  vehicle: VehicleLoad,
  version: number,
  now: Date,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    `update fleet.vehicle set plate = $3, kind = $4, name = $5, organisation_id = $6, emergency_unit = $7,
       equipment = $8, updated_at = $9, version = version + 1 where id = $1 and version = $2 returning version`,
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
