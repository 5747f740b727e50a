// Filters and orders visits planned against actual.
import type { CheckInFilters, VisitCheckIn } from '../check-in-contract.ts';

export const matchesCheckIn = (visit: VisitCheckIn, filters: CheckInFilters): boolean =>
  (filters.villageId === undefined || visit.villageId === filters.villageId) &&
  (filters.townshipId === undefined || visit.townshipId === filters.townshipId) &&
  (filters.service === undefined || visit.service === filters.service) &&
  (filters.state === undefined || visit.state === filters.state) &&
  (filters.verdict === undefined || visit.punctuality?.verdict === filters.verdict) &&
  (!filters.text ||
    [visit.villageName, visit.townshipName, visit.pointName, visit.vehicleName].some((name) =>
      name.includes(filters.text!),
    ));

type Key = (visit: VisitCheckIn) => string | number;
const keys: Record<NonNullable<CheckInFilters['sort']>, Key> = {
  time: ({ plannedArriveAt }) => plannedArriveAt,
  village: ({ townshipName, villageName }) => `${townshipName} ${villageName}`,
  vehicle: ({ vehicleName }) => vehicleName,
  state: ({ state }) => state,
  'late-minutes': ({ punctuality }) => punctuality?.lateMinutes ?? -Infinity,
  'stay-minutes': ({ punctuality }) => punctuality?.stayMinutes ?? -Infinity,
};

/** Equal ones by their time. */
export function orderedCheckIns(
  visits: readonly VisitCheckIn[],
  { sort = 'time', descending }: Pick<CheckInFilters, 'sort' | 'descending'>,
): VisitCheckIn[] {
  const key = keys[sort];
  const direction = descending === 'true' ? -1 : 1;
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b), 'zh-CN', { numeric: true });
  return visits.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    const order = left === right ? 0 : compare(left, right);
    return direction * order || a.plannedArriveAt.localeCompare(b.plannedArriveAt);
  });
}
