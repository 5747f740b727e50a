// Answers which vehicles there are, where they are, and where one was; of the organisations that the asker oversees.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { FleetVehicle, LatestPosition, TrackQuery, TrackReply } from '../../contract.ts';
import { simplifyTrack } from '../../rules/simplify-track.ts';
import { timeTooLong, vehicleUnknown } from '../problems.ts';
import { latestOf, trackOf } from '../store/position.ts';
import { organisationOf, vehiclesOf } from '../store/vehicle.ts';

export const readVehicles = async ({ db, access }: Kernel, actor: Actor): Promise<FleetVehicle[]> =>
  vehiclesOf(db, await access.unitsOf(actor, 'fleet.vehicle.read'));

export const readLatest = async ({ db, access }: Kernel, actor: Actor): Promise<LatestPosition[]> =>
  latestOf(db, await access.unitsOf(actor, 'fleet.position.read'));

/** Points of a day at one a second. */
const mostPoints = 86_400;
const usualToleranceMetres = 10;
const longestMilliseconds = 31 * 86_400_000;

export async function readTrack(kernel: Kernel, actor: Actor, query: TrackQuery): Promise<Result<TrackReply>> {
  const { db, access } = kernel;
  const organisation = await organisationOf(db, query.vehicle);
  const overseen = await access.unitsOf(actor, 'fleet.position.read');
  // Whoever may not see a vehicle learns nothing of it.
  if (organisation === undefined || !overseen.includes(organisation)) return fail(vehicleUnknown);
  const [from, to] = [new Date(query.from), new Date(query.to)];
  if (to < from || to.getTime() - from.getTime() > longestMilliseconds) return fail(timeTooLong);
  const points = await trackOf(db, query.vehicle, from, to, mostPoints + 1);
  const read = points.slice(0, mostPoints);
  return succeed({
    points: simplifyTrack(read, query.toleranceMetres ?? usualToleranceMetres),
    of: read.length,
    cut: points.length > mostPoints,
  });
}
