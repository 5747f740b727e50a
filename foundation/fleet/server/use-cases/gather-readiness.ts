// Gathers what is known of vehicles on a day and judges each by the list that is in force for it.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FleetVehicle } from '../../contract.ts';
import type { CrewEntry, VehicleReadiness } from '../../readiness-contract.ts';
import { crewOn } from '../../rules/crew-on.ts';
import { readiness } from '../../rules/readiness.ts';
import { readinessChecklist, type ReadinessChecklist } from '../../checklist-contract.ts';
import { usualChecklist } from '../../rules/usual-checklist.ts';
import type { FleetParts } from '../parts.ts';
import { crewOf } from '../store/crew.ts';
import { alarmsOn, departuresOn } from '../store/departure.ts';
import { certificatesOf, equipmentOf } from '../store/equipment.ts';
import { maintenanceOf } from '../store/maintenance.ts';
import { proofsOn } from '../store/proof.ts';
import { stockOf } from '../store/stock.ts';

/** Setting along the organisation path; dated, so that a day keeps the list that it was judged by. */
export const checklistKey = 'fleet.readiness-checklist';

/** What is in force at an institution when the day begins; a list that cannot be read any more is not used. */
export async function checklistAt(
  { kernel }: FleetParts,
  organisationId: string,
  day: Day,
): Promise<{ checklist: ReadinessChecklist; usual: boolean }> {
  const stored = await kernel.settings.valueAt(checklistKey, organisationId, new Date(`${day}T00:00:00+08:00`));
  const own = stored === undefined ? undefined : readinessChecklist.safeParse(stored);
  if (!own?.success) return { checklist: usualChecklist, usual: true };
  // A kind that the county's list leaves out is judged by the usual one: nothing goes unchecked.
  const kinds = { ...usualChecklist.kinds, ...own.data.kinds };
  return { checklist: { ...own.data, kinds }, usual: false };
}

/** Who rides on the day, by vehicle: entered by hand, else from the plan, else the standing crew. */
export async function ridingOn(
  { rosters }: FleetParts,
  q: Sql,
  vehicleIds: readonly string[],
  day: Day,
): Promise<Map<string, CrewEntry[]>> {
  const entries = await crewOf(q, vehicleIds, day);
  const planned = (await Promise.all(rosters.map((roster) => roster(q, vehicleIds, day)))).flat();
  return new Map(
    vehicleIds.map((vehicleId) => {
      const doctors = planned.filter((one) => one.vehicleId === vehicleId);
      const fromPlan: CrewEntry[] = doctors.length
        ? [
            {
              entryId: `plan ${vehicleId} ${day}`,
              role: 'doctor',
              name: [...new Set(doctors.map((one) => one.name))].join('、'),
              staffId: doctors[0]!.staffId,
              fromOn: day,
              toOn: day,
              planned: true,
            },
          ]
        : [];
      return [vehicleId, crewOn([...entries.filter((one) => one.vehicleId === vehicleId), ...fromPlan], day)];
    }),
  );
}

/** Lists by institution; read before a transaction begins, since settings are read outside of it. */
export async function checklistsOf(
  parts: FleetParts,
  vehicles: readonly FleetVehicle[],
  day: Day,
): Promise<ReadonlyMap<string, ReadinessChecklist>> {
  const lists = new Map<string, ReadinessChecklist>();
  for (const id of new Set(vehicles.map((one) => one.organisationId)))
    lists.set(id, (await checklistAt(parts, id, day)).checklist);
  return lists;
}

export async function gatherReadiness(
  parts: FleetParts,
  q: Sql,
  vehicles: readonly FleetVehicle[],
  day: Day,
  lists: ReadonlyMap<string, ReadinessChecklist>,
): Promise<VehicleReadiness[]> {
  const ids = vehicles.map((one) => one.vehicleId);
  const of = <Row extends { vehicleId: string }>(rows: Row[]) => {
    const groups = Map.groupBy(rows, (row) => row.vehicleId);
    return (vehicleId: string): Row[] => groups.get(vehicleId) ?? [];
  };
  const equipment = of(await equipmentOf(q, ids));
  const certificates = of(await certificatesOf(q, ids));
  const stock = of(await stockOf(q, ids));
  const maintenance = of(await maintenanceOf(q, ids, { from: day, to: day }));
  const proofs = of(await proofsOn(q, ids, day));
  const departures = of(await departuresOn(q, ids, day));
  const alarms = of(await alarmsOn(q, ids, day));
  const riding = await ridingOn(parts, q, ids, day);
  const names = new Map((await parts.registry.organisations(q, {})).map((one) => [one.organisationId, one.name]));
  return vehicles.map(({ vehicleId, plate, name, kind, organisationId }) => {
    const papers = certificates(vehicleId);
    const judged = readiness(
      {
        kind,
        proofs: proofs(vehicleId),
        equipment: equipment(vehicleId).map((one) => {
          const certificate = papers.find((paper) => paper.equipmentId === one.equipmentId);
          return { ...one, ...(certificate && { certificate }) };
        }),
        documents: papers.filter((paper) => paper.equipmentId === undefined),
        stock: stock(vehicleId),
        crew: riding.get(vehicleId) ?? [],
        blocked: maintenance(vehicleId)
          .filter((one) => one.state === 'planned')
          .map(({ fromOn, toOn, note }) => ({ fromOn, toOn, reason: note })),
      },
      lists.get(organisationId)!,
      day,
    );
    const [departure] = departures(vehicleId);
    const [alarm] = alarms(vehicleId);
    return {
      vehicleId,
      plate,
      name,
      kind,
      organisationId,
      organisationName: names.get(organisationId) ?? '',
      on: day,
      ...judged,
      proofs: proofs(vehicleId).map(({ vehicleId: _of, ...proof }) => proof),
      ...(departure && { departure }),
      ...(alarm && { alarm: { on: alarm.on, at: alarm.at } }),
    };
  });
}
