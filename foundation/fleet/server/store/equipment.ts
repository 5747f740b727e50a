// Rows of what is built into a vehicle, and of certificates: of equipment and of the vehicle itself.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Certificate, CertificateBody, EquipmentBody, EquipmentItem } from '../../readiness-contract.ts';

export type CertificateRow = Certificate & { vehicleId: string };
export type EquipmentRow = Omit<EquipmentItem, 'certificates'> & { vehicleId: string };

export const equipmentOf = (q: Sql, vehicleIds: readonly string[]): Promise<EquipmentRow[]> =>
  q.query<EquipmentRow>(
    `select id as "equipmentId", vehicle_id as "vehicleId", kind, name, serial_number as "serialNumber",
       in_order as "inOrder", version from fleet.equipment where vehicle_id = any($1::uuid[]) order by kind, id`,
    [vehicleIds],
  );

/** The last that holds longest comes first. */
export async function certificatesOf(q: Sql, vehicleIds: readonly string[]): Promise<CertificateRow[]> {
  const rows = await q.query<
    Omit<CertificateRow, 'addedAt' | 'equipmentId'> & { addedAt: Date; equipmentId: string | null }
  >(
    `select id as "certificateId", vehicle_id as "vehicleId", kind, equipment_id as "equipmentId", number, issuer,
       valid_until_on as "validUntilOn", added_at as "addedAt", simulated from fleet.certificate
     where vehicle_id = any($1::uuid[]) order by valid_until_on desc, id desc`,
    [vehicleIds],
  );
  return rows.map(({ equipmentId, addedAt, ...row }) => ({
    ...row,
    ...(equipmentId !== null && { equipmentId }),
    addedAt: addedAt.toISOString(),
  }));
}

/** Inserts version 1 where the editor saw none, or follows the version that was seen; undefined where it moved on. */
export async function saveEquipment(
  q: Sql,
  vehicleId: string,
  { equipmentId, kind, name, serialNumber, inOrder }: EquipmentBody,
  seen: number,
): Promise<number | undefined> {
  const [row] = await q.query<{ version: number }>(
    `insert into fleet.equipment as e (id, vehicle_id, kind, name, serial_number, in_order, version)
     values ($1, $2, $3, $4, $5, $6, 1)
     on conflict (id) do update set kind = excluded.kind, name = excluded.name, serial_number = excluded.serial_number,
       in_order = excluded.in_order, version = e.version + 1 where e.version = $7 and e.vehicle_id = excluded.vehicle_id
     returning version`,
    [equipmentId, vehicleId, kind, name, serialNumber, inOrder, seen],
  );
  return row?.version;
}

/** True where the id is this certificate's, now or already. */
export async function insertCertificate(
  q: Sql,
  vehicleId: string,
  certificate: CertificateBody,
  added: { at: Date; by: string; simulated: boolean },
): Promise<boolean> {
  const { certificateId, kind, equipmentId, number, issuer, validUntilOn } = certificate;
  await q.query(
    `insert into fleet.certificate
       (id, vehicle_id, kind, equipment_id, number, issuer, valid_until_on, added_at, added_by, simulated)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      certificateId,
      vehicleId,
      kind,
      equipmentId ?? null,
      number,
      issuer,
      validUntilOn,
      added.at,
      added.by,
      added.simulated,
    ],
  );
  const rows = await q.query('select id from fleet.certificate where id = $1 and vehicle_id = $2', [
    certificateId,
    vehicleId,
  ]);
  return rows.length === 1;
}

export const anySimulated = async (q: Sql): Promise<boolean> =>
  (await q.query('select 1 from fleet.certificate where simulated limit 1')).length > 0;
