// Answers what is planned in the workshop between two days and what falls due until then, overdue things included.
import { dayOf } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { MaintenanceCalendar, SpanQuery } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { maintenanceOf } from '../store/maintenance.ts';
import { vehiclesOf } from '../store/vehicle.ts';
import { dueDates } from './due-dates.ts';

export async function readCalendar(
  { kernel }: FleetParts,
  actor: Actor,
  { from, to }: SpanQuery,
  now: Date,
): Promise<MaintenanceCalendar> {
  const { db, access } = kernel;
  const vehicles = await vehiclesOf(db, await access.unitsOf(actor, 'fleet.readiness.read'));
  const vehicleOf = new Map(vehicles.map((one) => [one.vehicleId, one]));
  const maintenance = await maintenanceOf(db, [...vehicleOf.keys()], { from, to });
  return {
    maintenance: maintenance.map((one) => {
      const { name: vehicleName, plate } = vehicleOf.get(one.vehicleId)!;
      return { ...one, vehicleName, plate };
    }),
    due: (await dueDates(db, vehicles, { today: dayOf(now), to }))
      .filter((one) => one.overdue || one.on >= from)
      .map(({ subjectId: _of, ...one }) => one),
  };
}
