// Answers what vehicles are committed to and the tracks of a day; of the organisations that the asker oversees.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { compactTrack } from '../../rules/compact-track.ts';
import { simplifyTrack } from '../../rules/simplify-track.ts';
import type { Commitment, CommitmentsQuery, DayTracksQuery, DayTracksReply } from '../../tracking-contract.ts';
import { commitmentOnWire, commitmentsBetween } from '../store/commitment.ts';
import { dayAfter } from '../store/partition.ts';
import { trackOf } from '../store/position.ts';
import { vehiclesOf } from '../store/vehicle.ts';

const permission = 'fleet.position.read';
/** Of a replay over a whole county: a line on a map of its width is no thinner. */
const usualToleranceMetres = 25;
/** Points of one vehicle's day at one in three seconds. */
const mostPoints = 28_800;

const overseenVehicles = async (kernel: Kernel, actor: Actor, only: string | undefined): Promise<string[]> =>
  (await vehiclesOf(kernel.db, await kernel.access.unitsOf(actor, permission)))
    .map(({ vehicleId }) => vehicleId)
    .filter((vehicleId) => only === undefined || only === vehicleId);

export async function readCommitments(
  kernel: Kernel,
  actor: Actor,
  query: CommitmentsQuery,
): Promise<Result<{ commitments: Commitment[] }>> {
  const rows = await commitmentsBetween(kernel.db, {
    from: new Date(query.from),
    to: new Date(query.to),
    vehicleIds: await overseenVehicles(kernel, actor, query.vehicle),
    kind: query.kind,
    overlapping: true,
  });
  return succeed({ commitments: rows.map(commitmentOnWire) });
}

export async function readDayTracks(
  kernel: Kernel,
  actor: Actor,
  query: DayTracksQuery,
): Promise<Result<DayTracksReply>> {
  const from = new Date(`${query.on}T00:00:00+08:00`);
  const to = new Date(`${dayAfter(query.on)}T00:00:00+08:00`);
  const tracks: DayTracksReply['tracks'] = [];
  for (const vehicleId of await overseenVehicles(kernel, actor, query.vehicle)) {
    const points = await trackOf(kernel.db, vehicleId, from, to, mostPoints);
    if (points.length === 0) continue;
    tracks.push({ vehicleId, ...compactTrack(thinned(points, query.toleranceMetres ?? usualToleranceMetres)) });
  }
  return succeed({ on: query.on, tracks });
}

/** A stop is a line without length: its first and last point are kept, or a replay would glide through it. */
function thinned<Point extends { lon: number; lat: number; speedKilometresPerHour: number }>(
  points: readonly Point[],
  toleranceMetres: number,
): Point[] {
  const kept = new Set(simplifyTrack(points, toleranceMetres));
  return points.filter((point, index) => {
    const stands = point.speedKilometresPerHour === 0;
    const stood = points[index - 1]?.speedKilometresPerHour === 0;
    const willStand = points[index + 1]?.speedKilometresPerHour === 0;
    return kept.has(point) || (stands && (!stood || !willStand));
  });
}
