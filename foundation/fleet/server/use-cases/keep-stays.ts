// Keeps the stays that the points of some days tell, announces what changed, and moves the commitments' status.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { compareStays, type KnownStay } from '../../rules/compare-stays.ts';
import { staysOf } from '../../rules/judge-stays.ts';
import type { JudgedStay } from '../../rules/stay.ts';
import { commitmentsById, setStatuses, type CommitmentRow } from '../store/commitment.ts';
import type { VehicleDayKey, VehicleDayRow } from '../store/day-to-judge.ts';
import { deleteStays, saveStays, staysOfDays, type StayRow } from '../store/stay.ts';

type Told = Record<string, unknown>[];

export async function keepStays(
  { events, newId }: Kernel,
  q: Transaction,
  days: readonly VehicleDayRow[],
  now: Date,
): Promise<void> {
  const standing = Map.groupBy(await staysOfDays(q, days), ({ vehicleId }) => vehicleId);
  const compared = days.flatMap((day) => {
    const { stays, withdrawn } = compareStays((standing.get(day.vehicleId) ?? []).map(knownStay), staysOf(day.state));
    return [{ kept: stays.map((one) => ({ ...one, row: stayRow(one.stayId ?? newId(), day, one.stay) })), withdrawn }];
  });
  const kept = compared.flatMap((one) => one.kept);
  const withdrawn = new Set(compared.flatMap((one) => one.withdrawn));
  const gone = [...standing.values()].flat().filter(({ stayId }) => withdrawn.has(stayId));
  const ids = [...kept.map(({ row }) => row.commitmentId), ...gone.map((row) => row.commitmentId)];
  const commitments = new Map((await commitmentsById(q, ids)).map((one) => [one.commitmentId, one]));
  await saveStays(
    q,
    kept.map(({ row }) => row),
    now,
  );
  await deleteStays(
    q,
    gone.map(({ stayId }) => stayId),
  );
  await moveStatuses(
    q,
    kept.map(({ row }) => row),
    gone,
    commitments,
    now,
  );

  const payload = (row: StayRow) => {
    const { source, sourceId, kind } = commitments.get(row.commitmentId)!;
    const { stayId, vehicleId, commitmentId } = row;
    return { stayId, vehicleId, commitmentId, source, sourceId, kind, at: now.toISOString() };
  };
  const told: Record<'arrived' | 'left', Told> = { arrived: [], left: [] };
  for (const { row, news } of kept)
    for (const { what, corrects } of news) {
      const arrivedAt = row.arrivedAt.toISOString();
      const more = what === 'left' ? { leftAt: row.leftAt!.toISOString() } : { confirmed: row.confirmedAt !== null };
      told[what].push({ ...payload(row), arrivedAt, ...more, corrects });
    }
  await events.announceAll(q, 'fleet.stay-withdrawn', gone.map(payload));
  await events.announceAll(q, 'fleet.vehicle-arrived', told.arrived);
  await events.announceAll(q, 'fleet.vehicle-left', told.left);
}

const knownStay = (row: StayRow): KnownStay => ({
  stayId: row.stayId,
  placeId: row.commitmentId,
  arrivedAt: row.arrivedAt.getTime(),
  ...(row.confirmedAt && { confirmedAt: row.confirmedAt.getTime() }),
  ...(row.leftAt && { leftAt: row.leftAt.getTime() }),
});

const stayRow = (stayId: string, { vehicleId, on }: VehicleDayKey, stay: JudgedStay): StayRow => ({
  stayId,
  vehicleId,
  on,
  commitmentId: stay.placeId,
  arrivedAt: new Date(stay.arrivedAt),
  confirmedAt: stay.confirmedAt === undefined ? null : new Date(stay.confirmedAt),
  leftAt: stay.leftAt === undefined ? null : new Date(stay.leftAt),
  evidence: stay.evidence,
});

/** Under way once it counts, kept once it left; what was withdrawn is planned again. A cancelled one stays cancelled. */
async function moveStatuses(
  q: Transaction,
  kept: readonly StayRow[],
  gone: readonly StayRow[],
  commitments: ReadonlyMap<string, CommitmentRow>,
  now: Date,
): Promise<void> {
  const statuses = new Map<string, CommitmentRow['status']>();
  for (const { commitmentId } of gone)
    if (['under-way', 'kept'].includes(commitments.get(commitmentId)!.status)) statuses.set(commitmentId, 'planned');
  for (const { commitmentId, confirmedAt, leftAt } of kept)
    if (confirmedAt && commitments.get(commitmentId)!.status !== 'cancelled')
      statuses.set(commitmentId, leftAt ? 'kept' : 'under-way');
  const changes = [...statuses].map(([commitmentId, status]) => ({ commitmentId, status }));
  await setStatuses(q, changes, now);
}
