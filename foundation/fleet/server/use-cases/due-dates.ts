// What falls due: certificates of equipment and vehicles that end, and maintenance whose days have passed undone.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FleetVehicle } from '../../contract.ts';
import type { DueDate } from '../../readiness-contract.ts';
import { certificatesOf, equipmentOf } from '../store/equipment.ts';
import { maintenanceOf } from '../store/maintenance.ts';

const beginning = '0001-01-01';

/** Up to the day `to`; `subjectId` is the certificate or the maintenance. */
export async function dueDates(
  q: Sql,
  vehicles: readonly FleetVehicle[],
  { today, to }: { today: Day; to: Day },
): Promise<(DueDate & { subjectId: string })[]> {
  const ids = vehicles.map((one) => one.vehicleId);
  const vehicleOf = new Map(vehicles.map((one) => [one.vehicleId, one]));
  const equipmentName = new Map((await equipmentOf(q, ids)).map((one) => [one.equipmentId, one.name]));
  const named = (vehicleId: string) => {
    const { name: vehicleName, plate } = vehicleOf.get(vehicleId)!;
    return { vehicleId, vehicleName, plate };
  };
  // Of each equipment and each kind of document the certificate that holds longest counts.
  const newest = new Map<string, Awaited<ReturnType<typeof certificatesOf>>[number]>();
  for (const one of await certificatesOf(q, ids)) {
    const key = one.equipmentId ?? `${one.vehicleId} ${one.kind}`;
    if (!newest.has(key)) newest.set(key, one);
  }
  const papers = [...newest.values()].map((one) => ({
    ...named(one.vehicleId),
    subjectId: one.certificateId,
    kind: one.kind,
    title: one.equipmentId ? (equipmentName.get(one.equipmentId) ?? '') : one.number,
    on: one.validUntilOn,
  }));
  const works = (await maintenanceOf(q, ids, { from: beginning, to }))
    .filter((one) => one.state === 'planned' && one.toOn < today)
    .map((one) => ({
      ...named(one.vehicleId),
      subjectId: one.maintenanceId,
      kind: one.kind,
      title: one.note,
      on: one.toOn,
    }));
  return [...papers, ...works]
    .filter((one) => one.on <= to)
    .map((one) => ({ ...one, overdue: one.on < today }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
}
