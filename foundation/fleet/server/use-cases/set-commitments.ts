// Says what vehicles are committed to, by whoever keeps the commitments; days that are over or under way are judged anew.
import { dayOf } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { keptDays } from '../../rules/point-time.ts';
import type { CommitmentKind, CommitmentPlace, CommitmentState } from '../../tracking-contract.ts';
import {
  commitmentsBetween,
  commitmentsBySource,
  saveCommitments,
  setStatuses,
  type CommitmentRow,
} from '../store/commitment.ts';
import { markDays, type DayMark } from '../store/day-to-judge.ts';
import { dayAfter } from '../store/partition.ts';

export interface NewCommitment {
  /** Its id at the source: the same id is the same commitment, moved or changed. */
  sourceId: string;
  vehicleId: string;
  kind: CommitmentKind;
  fromAt: Date;
  toAt: Date;
  place?: CommitmentPlace;
}
export interface CommitmentChange {
  /** The context that keeps them. */
  source: string;
  /**
   * Those of the source that begin in this time, of these vehicles (all, unless told) and kinds, and are not among the
   * rows any more are cancelled. Without a period the rows are added or changed, nothing else.
   */
  period?: { fromAt: Date; toAt: Date };
  vehicleIds?: readonly string[];
  kinds?: readonly CommitmentKind[];
  rows: readonly NewCommitment[];
}

export async function setCommitments(
  { clock, newId }: Kernel,
  q: Transaction,
  { source, period, vehicleIds, kinds, rows }: CommitmentChange,
): Promise<void> {
  const now = clock.now();
  const known = await commitmentsBySource(
    q,
    source,
    rows.map(({ sourceId }) => sourceId),
  );
  const before = new Map(known.map((one) => [one.sourceId, one]));
  const changed: CommitmentRow[] = [];
  for (const row of rows) {
    const old = before.get(row.sourceId);
    if (old && same(old, row)) continue;
    const status = old && old.status !== 'cancelled' && old.status !== 'missed' ? old.status : 'planned';
    changed.push({ ...row, source, commitmentId: old?.commitmentId ?? newId(), status });
  }
  const wanted = new Set(rows.map(({ sourceId }) => sourceId));
  const standing = period
    ? await commitmentsBetween(q, { from: period.fromAt, to: period.toAt, vehicleIds, source })
    : [];
  const dropped = standing.filter(
    (one) => !wanted.has(one.sourceId) && one.status !== 'cancelled' && (kinds?.includes(one.kind) ?? true),
  );
  await saveCommitments(q, changed, now);
  await setStatuses(
    q,
    dropped.map((one) => ({ ...one, status: 'cancelled' as const })),
    now,
  );
  const touched = [...changed, ...dropped, ...changed.flatMap((one) => before.get(one.sourceId) ?? [])];
  await markDays(q, daysOf(touched, now));
}

function same(old: CommitmentRow, row: NewCommitment): boolean {
  if (old.status === 'cancelled') return false;
  const key = ({ vehicleId, kind, fromAt, toAt, place }: NewCommitment | CommitmentRow) =>
    JSON.stringify([
      vehicleId,
      kind,
      fromAt,
      toAt,
      place && [place.placeId, place.lon, place.lat, place.radiusMetres, place.polygon],
    ]);
  return key(old) === key(row);
}

/** Days with points that may be there already: until today, as far back as points are kept. */
function daysOf(touched: readonly CommitmentRow[], now: Date): DayMark[] {
  const today = dayOf(now);
  const earliest = dayAfter(today, -keptDays + 1);
  const marks = new Map<string, DayMark>();
  for (const { vehicleId, fromAt, place } of touched) {
    const on = dayOf(fromAt);
    if (!place || on > today || on < earliest) continue;
    marks.set(`${vehicleId} ${on}`, { vehicleId, on, fromAt: new Date(`${on}T00:00:00+08:00`) });
  }
  return [...marks.values()];
}

/** By the source: what its rule says of commitments that the points can't tell (missed, cancelled, maintenance done). */
export async function setCommitmentStatus(
  { clock }: Kernel,
  q: Transaction,
  source: string,
  changes: readonly { sourceId: string; status: CommitmentState }[],
): Promise<void> {
  const of = new Map(changes.map(({ sourceId, status }) => [sourceId, status]));
  const rows = await commitmentsBySource(q, source, [...of.keys()]);
  await setStatuses(
    q,
    rows.map(({ commitmentId, sourceId }) => ({ commitmentId, status: of.get(sourceId)! })),
    clock.now(),
  );
}
