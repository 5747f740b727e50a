// Judges days of vehicles that have new points: where they arrived and left, when their trips began and ended.
import type { Day } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { dayBegins, judgePoints } from '../../rules/judge-stays.ts';
import type { WatchedPlace } from '../../rules/stay.ts';
import { trackingPolicy as policy } from '../../rules/tracking-policy.ts';
import { commitmentsBetween, type CommitmentRow } from '../store/commitment.ts';
import {
  finishDays,
  saveVehicleDays,
  takeDays,
  vehicleDaysOf,
  type DayMark,
  type VehicleDayRow,
} from '../store/day-to-judge.ts';
import { dayAfter } from '../store/partition.ts';
import { pointsToJudge } from '../store/stay.ts';
import { basesOf } from '../store/vehicle.ts';
import { keepStays } from './keep-stays.ts';

/** Vehicles whose days are judged in one transaction, and points of one vehicle that are read at once (a day at one a second). */
const chunk = 100;
const mostPoints = 86_400;
const takenSeconds = 120;

const midnight = (on: Day): Date => new Date(`${on}T00:00:00+08:00`);

/** Judges what waits at this moment; answers how many days. */
export async function judgeDays(kernel: Kernel): Promise<number> {
  const { db, clock } = kernel;
  let total = 0;
  for (;;) {
    const now = clock.now();
    const until = new Date(now.getTime() + takenSeconds * 1000 * clock.speed);
    const marks = await db.tx((q) => takeDays(q, chunk, now, until));
    for (const [on, own] of Map.groupBy(marks, (mark) => mark.on))
      await db.tx(async (q) => {
        await judgeDay(kernel, q, on, own);
        await finishDays(q, own);
      });
    total += marks.length;
    if (marks.length < chunk) return total;
  }
}

async function judgeDay(kernel: Kernel, q: Transaction, on: Day, marks: readonly DayMark[]): Promise<void> {
  const now = kernel.clock.now();
  const vehicleIds = marks.map(({ vehicleId }) => vehicleId);
  const day = { on, from: midnight(on), to: midnight(dayAfter(on)) };
  const commitments = await commitmentsBetween(q, { from: day.from, to: day.to, vehicleIds });
  const bases = await basesOf(q, vehicleIds);
  const places = new Map(
    vehicleIds.map((vehicleId) => [vehicleId, watchedPlaces(vehicleId, commitments, bases.get(vehicleId))]),
  );
  const known = new Map((await vehicleDaysOf(q, marks)).map((row) => [row.vehicleId, row]));
  const goesOn = ({ vehicleId, fromAt }: DayMark): boolean => fromAt > (known.get(vehicleId)?.throughAt ?? fromAt);
  // A vehicle without places has nowhere to arrive, unless it had some before.
  const judged = marks.filter(({ vehicleId }) => places.get(vehicleId)!.length > 0 || known.has(vehicleId));
  if (judged.length === 0) return;
  const wanted = judged.map((mark) => ({
    vehicleId: mark.vehicleId,
    after: goesOn(mark) ? known.get(mark.vehicleId)!.throughAt! : new Date(day.from.getTime() - 1),
  }));
  const points = await pointsToJudge(q, day, wanted, mostPoints);
  const days = judged.map((mark): VehicleDayRow => {
    const { vehicleId } = mark;
    const before = goesOn(mark) ? known.get(vehicleId)!.state : dayBegins();
    const state = judgePoints(before, points.get(vehicleId) ?? [], places.get(vehicleId)!, policy);
    const at = (time: number | undefined) => (time === undefined ? null : new Date(time));
    return {
      vehicleId,
      on,
      throughAt: at(state.lastAt),
      state,
      startedAt: at(state.startedAt),
      endedAt: at(state.endedAt),
    };
  });
  await saveVehicleDays(q, days);
  await announceTrips(kernel, q, known, days, now);
  await keepStays(kernel, q, days, now);
}

function watchedPlaces(
  vehicleId: string,
  commitments: readonly CommitmentRow[],
  base: { lon: number; lat: number } | undefined,
): WatchedPlace[] {
  const { radiusMetres } = policy;
  return [
    ...(base ? [{ id: 'base', isBase: true, middle: [base.lon, base.lat] as const, radiusMetres }] : []),
    ...commitments.flatMap(({ commitmentId, vehicleId: whose, place, status, fromAt, toAt }): WatchedPlace[] =>
      whose !== vehicleId || !place || status === 'cancelled'
        ? []
        : [
            {
              id: commitmentId,
              isBase: false,
              middle: [place.lon, place.lat],
              radiusMetres: place.radiusMetres ?? radiusMetres,
              ...(place.polygon && { polygon: place.polygon }),
              fromAt: fromAt.getTime(),
              toAt: toAt.getTime(),
            },
          ],
    ),
  ];
}

async function announceTrips(
  { events }: Kernel,
  q: Transaction,
  known: ReadonlyMap<string, VehicleDayRow>,
  days: readonly VehicleDayRow[],
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const tell = async (name: string, field: 'startedAt' | 'endedAt') =>
    events.announceAll(
      q,
      name,
      days.flatMap(({ vehicleId, on, [field]: time }) => {
        const before = known.get(vehicleId)?.[field] ?? undefined;
        if (!time || before?.getTime() === time.getTime()) return [];
        return [{ vehicleId, on, [field]: time.toISOString(), corrects: before !== undefined, at }];
      }),
    );
  await tell('fleet.trip-started', 'startedAt');
  await tell('fleet.trip-ended', 'endedAt');
}
