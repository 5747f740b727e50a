// What differs between two plans of a month: visits moved, vehicles changed, figures against each other.
import type { Day } from '#platform/contract.ts';
import type { PlannedVisit } from './planned-month.ts';

export interface VisitChange {
  visitId: string;
  villageId: string;
  service: PlannedVisit['service'];
  before?: VisitMoment;
  after?: VisitMoment;
  /** `time`: the same day and vehicle, but half an hour or more apart. */
  kind: 'day' | 'vehicle' | 'doctor' | 'time' | 'added' | 'dropped';
}
export interface VisitMoment {
  on: Day;
  startMinute: number;
  vehicleId: string;
  staffId?: string;
}

/** Less than this nobody needs to be told of, in minutes. */
const noticedMinutes = 30;

const moment = ({ on, startMinute, vehicleId, staffId }: PlannedVisit): VisitMoment => ({
  on,
  startMinute,
  vehicleId,
  ...(staffId && { staffId }),
});

/** Changes from the first plan to the second, by the visits' own ids, in the order of the second's days. */
export function changesBetween(before: readonly PlannedVisit[], after: readonly PlannedVisit[]): VisitChange[] {
  const old = new Map(before.map((visit) => [visit.visitId, visit]));
  const fresh = new Set(after.map((visit) => visit.visitId));
  const changes = after.flatMap((visit): VisitChange[] => {
    const earlier = old.get(visit.visitId);
    const about = { visitId: visit.visitId, villageId: visit.villageId, service: visit.service };
    if (!earlier) return [{ ...about, kind: 'added', after: moment(visit) }];
    const kind =
      earlier.on !== visit.on
        ? 'day'
        : earlier.vehicleId !== visit.vehicleId
          ? 'vehicle'
          : Math.abs(earlier.startMinute - visit.startMinute) >= noticedMinutes
            ? 'time'
            : earlier.staffId !== visit.staffId
              ? 'doctor'
              : undefined;
    return kind ? [{ ...about, kind, before: moment(earlier), after: moment(visit) }] : [];
  });
  const dropped = before
    .filter((visit) => !fresh.has(visit.visitId))
    .map((visit): VisitChange => ({
      visitId: visit.visitId,
      villageId: visit.villageId,
      service: visit.service,
      kind: 'dropped',
      before: moment(visit),
    }));
  return [...dropped, ...changes].toSorted((a, b) => dayOfChange(a).localeCompare(dayOfChange(b)));
}

const dayOfChange = ({ before, after }: VisitChange): Day => (after ?? before!).on;

/** A visit is moved when its day or vehicle changes: the bar for repairs counts these. */
export const isMove = ({ kind }: VisitChange): boolean => kind === 'day' || kind === 'vehicle' || kind === 'dropped';
