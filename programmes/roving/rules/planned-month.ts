// The nouns of a month plan: facts that go in, visits that come out, figures by which plans are compared.
import type { Day, LonLat } from '#platform/contract.ts';
import type { Month } from './month.ts';
import type { MonthlyService, RovingPolicy, VehicleKind } from './policy.ts';
import type { CalendarDay, MarketDays } from './work-calendar.ts';

export interface PlanningVehicle {
  vehicleId: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  organisationName: string;
  communityId?: string;
  depot: LonLat;
  /** Minutes since midnight. */
  shift: { fromMinute: number; toMinute: number };
  /** Days out of service; the last day is inclusive. */
  outOfService: readonly { fromOn: Day; toOn: Day; reason: string }[];
}

/** A village without a doctor, with the point where the vehicle stops and the team that answers for it. */
export interface VillageStop {
  villageId: string;
  villageName: string;
  townshipId: string;
  townshipName: string;
  /** Absent where no point is registered or its position is unknown: then the village can't be planned. */
  servicePointId?: string;
  servicePointName?: string;
  at?: LonLat;
  teamId?: string;
  teamName?: string;
  /** Health centre of the team, and its medical community. */
  centreId?: string;
  communityId?: string;
}

export interface MonthFacts {
  countyId: string;
  month: Month;
  calendar: readonly CalendarDay[];
  marketDays: readonly (MarketDays & { version?: number })[];
  policy: RovingPolicy;
  vehicles: readonly PlanningVehicle[];
  stops: readonly VillageStop[];
}

export const planStates = [
  'computing',
  'draft',
  'published',
  'superseded',
  'impossible',
  'cancelled',
  'failed',
  'preview',
] as const;
export type PlanState = (typeof planStates)[number];
/** Where a plan comes from. */
export const planOrigins = ['solver', 'copy', 'repair'] as const;
export type PlanOrigin = (typeof planOrigins)[number];

export interface PlannedVisit {
  /** The same in every version of the month: by it a moved visit is recognised. */
  visitId: string;
  villageId: string;
  servicePointId: string;
  service: MonthlyService;
  on: Day;
  vehicleId: string;
  /** Place in the vehicle's day, from 1. */
  sequence: number;
  /** Minutes since midnight. */
  arriveMinute: number;
  startMinute: number;
  leaveMinute: number;
  /** From the stop before, or from the depot. */
  travelMetres: number;
  travelMinutes: number;
  teamId: string;
  /** Who comes by name; absent = nobody, and then the plan can't be published. */
  staffId?: string;
  /** For whom that person stands in. */
  standsInFor?: string;
  pinned: boolean;
  reason: VisitReason;
}
export const visitReasons = ['planned', 'holiday-week', 'by-hand', 'repair'] as const;
export type VisitReason = (typeof visitReasons)[number];

/** One vehicle on one day, depot to depot. */
export interface VehicleDay {
  vehicleId: string;
  on: Day;
  departMinute: number;
  returnMinute: number;
  metres: number;
  travelMinutes: number;
  workMinutes: number;
}

export interface PlanFigures {
  visits: number;
  metres: number;
  travelMinutes: number;
  workMinutes: number;
  /** Coefficient of variation of a vehicle's work from day to day worked, averaged over the vehicles. */
  unevenness: number;
  /** Villages whose follow-up visits keep to two fixed weekdays outside of holiday weeks, of all with such visits. */
  steadyVillages: number;
  villages: number;
  /** Villages whose latest arrival is more than the tolerance after their earliest. */
  unsteadyArrivals: number;
  withoutDoctor: number;
}
