// The county's policy for roving clinics (巡诊): how often who comes, how long a stop takes, which weekdays go together.

export const vehicleKinds = ['comprehensive', 'follow-up', 'computed-tomography'] as const;
export type VehicleKind = (typeof vehicleKinds)[number];
/** What a village gets each month; computed tomography has a calendar of the year. */
export const monthlyServices = ['follow-up', 'comprehensive'] as const;
export type MonthlyService = (typeof monthlyServices)[number];
/** Which villages a vehicle serves: of its own centre, of its own medical community, or of the county. */
export const vehicleReaches = ['centre', 'community', 'county'] as const;
export type VehicleReach = (typeof vehicleReaches)[number];

export interface RovingPolicy {
  visitsPerMonth: Record<MonthlyService, number>;
  reach: Record<MonthlyService, VehicleReach>;
  /** Minutes at a stop. */
  serviceMinutes: Record<MonthlyService, number>;
  /** Minutes since midnight, for vehicles that have no shift of their own. */
  shift: { fromMinute: number; toMinute: number };
  /** Two fixed weekdays (Monday is 1) on which a follow-up vehicle may come. */
  weekdayPairs: readonly (readonly [number, number])[];
  /** Days between two follow-up visits to a village, outside of weeks that the holiday calendar changes. */
  gapDays: { fewest: number; most: number };
  marketDays: 'avoid' | 'ignore';
  /** Arrival at a village may differ so much from visit to visit before it counts as unsteady. */
  steadyArrivalMinutes: number;
  /** Share of published visits that a repair may move, in per cent. */
  repairPercent: number;
}

/** 8 + 1 visits a month; the other figures are assumed and for the county to set. */
export const usualPolicy: RovingPolicy = {
  visitsPerMonth: { 'follow-up': 8, comprehensive: 1 },
  reach: { 'follow-up': 'centre', comprehensive: 'community' },
  serviceMinutes: { 'follow-up': 40, comprehensive: 120 },
  shift: { fromMinute: 8 * 60, toMinute: 17 * 60 },
  weekdayPairs: [
    [1, 3],
    [1, 4],
    [1, 5],
    [2, 4],
    [2, 5],
    [3, 5],
  ],
  gapDays: { fewest: 2, most: 7 },
  marketDays: 'avoid',
  steadyArrivalMinutes: 60,
  repairPercent: 5,
};
