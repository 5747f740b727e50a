// Where the vehicles of today's visits to a village are: on the way, there, late.
import { dayOf } from '#platform/contract.ts';
import type { VillageVisit } from '../../contract.ts';
import { nextStop, vehiclePhase, villagePhase } from '../../rules/vehicle-phase.ts';
import type { Parts } from '../parts.ts';
import { listCheckIns } from '../store/check-in.ts';
import { checkInPolicyOf } from './check-in-policy.ts';
import { timesOf } from './check-in-views.ts';

type Progress = NonNullable<VillageVisit['progress']>;

export async function progressToday(
  { fleet, ...parts }: Parts,
  villageId: string,
  now: Date,
): Promise<Map<string, Progress>> {
  const q = parts.kernel.db;
  const on = dayOf(now);
  const own = await listCheckIns(q, { fromOn: on, toOn: on, villageId });
  const told = new Map<string, Progress>();
  for (const row of own) {
    const { vehicleId, countyId } = row;
    const policy = await checkInPolicyOf({ fleet, ...parts }, countyId, on);
    const stops = (await listCheckIns(q, { fromOn: on, toOn: on, vehicleId })).map((one) => ({
      visitId: one.visitId,
      ...timesOf(one, policy, now),
    }));
    const [trip] = await fleet.trips(q, on, [vehicleId]);
    const [position] = await fleet.latest(q, [vehicleId]);
    const mine = stops.find(({ visitId }) => visitId === row.visitId)!;
    const phase = villagePhase(
      mine.state,
      vehiclePhase(stops, trip ?? {}, position?.deviceAt, now),
      nextStop(stops)?.visitId === row.visitId,
    );
    const at = phase === 'arrived' ? mine.arriveAt : phase === 'left' ? mine.leaveAt : undefined;
    told.set(row.visitId, { phase, ...(at && { at }) });
  }
  return told;
}
