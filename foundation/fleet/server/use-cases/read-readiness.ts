// Answers which vehicles are fit to go on a day, of the organisations that the asker oversees.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ReadinessReply } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { anySimulated } from '../store/equipment.ts';
import { vehiclesOf } from '../store/vehicle.ts';
import { checklistAt, checklistsOf, gatherReadiness } from './gather-readiness.ts';

export async function readReadiness(
  parts: FleetParts,
  actor: Actor,
  asked: Day | undefined,
  now: Date,
): Promise<ReadinessReply> {
  const { db, access } = parts.kernel;
  const on = asked ?? dayOf(now);
  const vehicles = await vehiclesOf(db, await access.unitsOf(actor, 'fleet.readiness.read'));
  const { checklist, usual } = await checklistAt(parts, vehicles[0]?.organisationId ?? actor.homeUnitId, on);
  const { source, version, assumed, overrideReasonCharacters } = checklist;
  return {
    on,
    vehicles: await gatherReadiness(parts, db, vehicles, on, await checklistsOf(parts, vehicles, on)),
    checklist: { source, version, assumed, usual, overrideReasonCharacters },
    simulated: await anySimulated(db),
  };
}
