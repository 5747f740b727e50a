// The CT year was changed: slots move along with their stops, people are told, and whoever has no place any more waits.
import { z } from 'zod';
import { dayOf } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import type { TomographyStop } from '../store/tomography.ts';
import { openToTruck, placeAnd } from './answer.ts';
import { changeScreening, listScreenings, lockScreening } from './store/screening.ts';
import { freeSlot, takenSlots, takeSlot } from './store/slot.ts';
import { stopsOfYear, type Stops } from './stops.ts';
import { tellPerson, when } from './tell.ts';

export const moveStopsJob = 'roving.move-ct-stops';
const Payload = z.object({ countyId: z.uuid(), year: z.number().int(), villageIds: z.array(z.uuid()) });

/** Villages whose day is another one, and those that share a day with them now or did before. */
export function villagesConcerned(before: readonly TomographyStop[], after: readonly TomographyStop[]): string[] {
  const dayBefore = new Map(before.map((stop) => [stop.villageId, stop.on]));
  const dayAfter = new Map(after.map((stop) => [stop.villageId, stop.on]));
  const villages = [...new Set([...dayBefore.keys(), ...dayAfter.keys()])];
  const moved = villages.filter((id) => dayBefore.get(id) !== dayAfter.get(id));
  const days = new Set(moved.flatMap((id) => [dayBefore.get(id), dayAfter.get(id)]));
  return villages.filter((id) => days.has(dayBefore.get(id)) || days.has(dayAfter.get(id)));
}

export const enqueueMoves = (
  { kernel }: Parts,
  q: Transaction,
  of: { countyId: string; year: number },
  villageIds: readonly string[],
): Promise<void> =>
  villageIds.length === 0
    ? Promise.resolve()
    : kernel.jobs.enqueue(q, { kind: moveStopsJob, payload: { ...of, villageIds: [...villageIds] } });

export async function moveStops(parts: Parts, payload: unknown): Promise<void> {
  const { countyId, year, villageIds } = Payload.parse(payload);
  const { kernel } = parts;
  const stops = await stopsOfYear(parts, countyId, year);
  const rows = await listScreenings(kernel.db, { year, villageIds, booked: true }, 'true', []);
  for (const { personId } of rows)
    await kernel.db.tx(async (q) => {
      await moveOne(parts, q, personId, year, stops);
    });
}

async function moveOne(parts: Parts, q: Transaction, personId: string, year: number, stops: Stops): Promise<void> {
  const now = parts.kernel.clock.now();
  const row = await lockScreening(q, personId, year);
  if (!row || row.slotMinute === null || row.arrivedAt || row.scan) return;
  const stop = stops.get(row.villageId);
  const minute = row.slotMinute;
  if (stop && stop.on >= dayOf(now) && stop.minutes.includes(minute)) {
    // Told once, and only of another day: the slots of a neighbour on the same day may be what moved.
    if (row.toldOn === stop.on) return;
    await changeScreening(q, row, { toldOn: stop.on });
    await openToTruck(parts, q, personId, stop.on, now);
    await tellPerson(parts, q, personId, 'ct-moved', await placeAnd(parts, q, row, when(stop.on, minute)), true);
    return;
  }
  const slot = { villageId: row.villageId, year, minute };
  const taken = new Set((await takenSlots(q, row.villageId, year)).map((one) => one.minute));
  const other = stop && stop.on >= dayOf(now) ? stop.minutes.find((one) => !taken.has(one)) : undefined;
  await freeSlot(q, slot, personId);
  if (stop && other !== undefined && (await takeSlot(q, { ...slot, minute: other }, personId))) {
    await changeScreening(q, row, { slotMinute: other, toldOn: stop.on });
    await openToTruck(parts, q, personId, stop.on, now);
    await tellPerson(parts, q, personId, 'ct-moved', await placeAnd(parts, q, row, when(stop.on, other)), true);
    return;
  }
  await changeScreening(q, row, { slotMinute: null, waitingSince: now });
  await tellPerson(parts, q, personId, 'ct-moved-waiting', {}, true);
}
