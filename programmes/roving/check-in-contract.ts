// What crosses the wire of check-ins: the day of the vehicles, visits planned against actual, and what proves one.
import { z } from 'zod';
import { route, type Page } from '#platform/contract.ts';
import type { LatestPosition, VehicleKind } from '#foundation/fleet/contract.ts';
import type { StayEvidence } from '#foundation/fleet/rules/stay.ts';
import type { Punctuality } from './rules/punctuality.ts';
import type { VehicleCost } from './rules/vehicle-cost.ts';
import { visitStates, type CheckInPolicy, type VisitState } from './rules/visit-state.ts';

const id = z.uuid();
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

/** Live: visits of the county changed; read the day again. Positions move by `fleet.positions`. */
export const checkInTopic = 'roving.check-ins';
export interface CheckInMessage {
  on: string;
  visitIds: string[];
}

export const alarmKinds = ['late', 'missed'] as const;
export type AlarmKind = (typeof alarmKinds)[number];
export interface VisitAlarm {
  kind: AlarmKind;
  raisedAt: string;
  /** It arrived after all, or the visit was moved or cancelled. */
  resolvedAt?: string;
}
/** Who says that the vehicle came: its terminal, the crew by hand, or a planner who corrected it. */
export const checkInSources = ['terminal', 'crew', 'correction'] as const;
export type CheckInSource = (typeof checkInSources)[number];
/** `special`: to a care home, community or enterprise (三进). */
export type CheckedService = 'follow-up' | 'comprehensive' | 'special';

/** A visit planned against actual. */
export interface VisitCheckIn {
  visitId: string;
  on: string;
  service: CheckedService;
  vehicleId: string;
  vehicleName: string;
  /** Absent for a special visit. */
  teamId?: string;
  staffName?: string;
  villageId: string;
  villageName: string;
  townshipId: string;
  townshipName: string;
  servicePointId: string;
  pointName: string;
  /** WGS-84. */
  at?: [lon: number, lat: number];
  plannedArriveAt: string;
  plannedLeaveAt: string;
  arriveAt?: string;
  leaveAt?: string;
  /** False: it is there, but not yet long enough for a check-in. */
  confirmed: boolean;
  source?: CheckInSource;
  state: VisitState;
  punctuality?: Punctuality;
  alarms: VisitAlarm[];
  version: number;
}

/** What a vehicle does now. `silent`: it should be out and nothing is heard of it. */
export const vehiclePhases = [
  'at-base',
  'on-the-way',
  'at-stop',
  'returning',
  'returned',
  'silent',
  'no-visits',
] as const;
export type VehiclePhase = (typeof vehiclePhases)[number];
export interface DayVehicle {
  vehicleId: string;
  name: string;
  plate: string;
  kind: VehicleKind;
  organisationId: string;
  organisationName: string;
  base?: [lon: number, lat: number];
  phase: VehiclePhase;
  /** Left its base, came back to it. */
  departedAt?: string;
  returnedAt?: string;
  latest?: LatestPosition;
  /** The stop to which it is on its way or at which it should be next. */
  nextVisitId?: string;
  /** In the order of the plan. A reader who may see some villages only finds theirs alone. */
  stops: VisitCheckIn[];
}
export interface DayFigures {
  planned: number;
  done: number;
  underWay: number;
  late: number;
  missed: number;
  shortStays: number;
  /** Of those that arrived. */
  arrived: number;
  onTime: number;
}
export interface RovingDay {
  on: string;
  countyId: string;
  /** The server's clock: demos run on their own. */
  now: string;
  vehicles: DayVehicle[];
  figures: DayFigures;
  policy: CheckInPolicy;
  simulated: boolean;
}
export const dayQuery = z.object({ on: day.optional() });

export const checkInSorts = ['time', 'village', 'vehicle', 'state', 'late-minutes', 'stay-minutes'] as const;
export const checkInFilters = z.object({
  fromOn: day,
  toOn: day,
  villageId: id.optional(),
  townshipId: id.optional(),
  vehicleId: id.optional(),
  teamId: id.optional(),
  service: z.enum(['follow-up', 'comprehensive', 'special']).optional(),
  state: z.enum(visitStates).optional(),
  verdict: z.enum(['on-time', 'early', 'late']).optional(),
  /** In names of village, point or vehicle. */
  text: z.string().trim().max(50).optional(),
  sort: z.enum(checkInSorts).optional(),
  descending: z.enum(['true', 'false']).optional(),
});
export type CheckInFilters = z.infer<typeof checkInFilters>;
export const checkInsQuery = checkInFilters.extend({
  page: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type CheckInsQuery = z.infer<typeof checkInsQuery>;
export interface CheckInsReply extends Page<VisitCheckIn> {
  total: number;
  figures: DayFigures;
}

export const checkInParams = z.object({ visitId: id });
type CheckInParams = { visitId: string };
/** One stay of the vehicle at the point. */
export interface CheckInStay {
  stayId: string;
  arrivedAt: string;
  confirmedAt?: string;
  leftAt?: string;
  evidence: StayEvidence;
}
/** What somebody entered: the crew without a terminal, or a planner who corrects. */
export interface CheckInEntry {
  entryId: string;
  kind: 'arrive' | 'leave' | 'correction';
  at?: string;
  arriveAt?: string;
  leaveAt?: string;
  /** From the point, where a position was given. */
  distanceMetres?: number;
  reason: string;
  byName: string;
  enteredAt: string;
}
export interface CheckInDetail extends VisitCheckIn {
  stays: CheckInStay[];
  entries: CheckInEntry[];
}
/** By the crew where the terminal says nothing. `entryId` is made by the sender: sent twice, it counts once. */
export const manualCheckInBody = z.strictObject({
  entryId: id,
  kind: z.enum(['arrive', 'leave']),
  at: instant,
  position: z
    .strictObject({
      lon: z.number().min(73).max(136),
      lat: z.number().min(3).max(54),
      datum: z.literal('WGS-84'),
      accuracyMetres: z.number().min(0).max(100_000).optional(),
    })
    .optional(),
  reason: z.string().trim().min(2).max(200),
});
export type ManualCheckInBody = z.infer<typeof manualCheckInBody>;
/** Times as a planner found them to be; null: it did not come, or has not left. */
export const correctCheckInBody = z.strictObject({
  entryId: id,
  arriveAt: instant.nullable(),
  leaveAt: instant.nullable(),
  reason: z.string().trim().min(2).max(200),
});
export type CorrectCheckInBody = z.infer<typeof correctCheckInBody>;
export const checkInPolicyBody = z.strictObject({
  fromOn: day,
  policy: z.strictObject({
    dueMinutes: z.number().int().min(0).max(240),
    lateMinutes: z.number().int().min(0).max(240),
    earlyMinutes: z.number().int().min(0).max(240),
    missedMinutes: z.number().int().min(0).max(480),
    shortStayShare: z.number().min(0).max(1),
  }),
});
export type CheckInPolicyBody = z.infer<typeof checkInPolicyBody>;
export const vehicleCostBody = z.strictObject({
  fromOn: day,
  cost: z.strictObject({
    fenPerKilometre: z.number().int().min(0).max(100_000),
    fenPerDay: z.number().int().min(0).max(10_000_000),
  }),
});
export type VehicleCostBody = z.infer<typeof vehicleCostBody>;
export const vehicleCostQuery = z.object({ on: day });
/** Without `cost` nobody has set it yet. */
export interface VehicleCostReply {
  cost?: VehicleCost;
}

export const checkInRoutes = {
  day: route<{ query: { on?: string }; reply: RovingDay }>('GET', '/api/roving/day'),
  /** Sheets with the same filters: `/api/roving/check-ins.csv` and `.xlsx`. */
  checkIns: route<{ query: CheckInsQuery; reply: CheckInsReply }>('GET', '/api/roving/check-ins'),
  checkIn: route<{ params: CheckInParams; reply: CheckInDetail }>('GET', '/api/roving/visits/:visitId/check-in'),
  /** Answers as it stands afterwards. */
  enterCheckIn: route<{ params: CheckInParams; body: ManualCheckInBody; reply: CheckInDetail }>(
    'POST',
    '/api/roving/visits/:visitId/check-in',
  ),
  /** With If-Match. */
  correctCheckIn: route<{ params: CheckInParams; body: CorrectCheckInBody; reply: CheckInDetail }>(
    'PUT',
    '/api/roving/visits/:visitId/check-in',
  ),
  setCheckInPolicy: route<{ body: CheckInPolicyBody; reply: { policy: CheckInPolicy; fromOn: string } }>(
    'POST',
    '/api/roving/check-in-policy',
  ),
  vehicleCost: route<{ query: z.infer<typeof vehicleCostQuery>; reply: VehicleCostReply }>(
    'GET',
    '/api/roving/vehicle-cost',
  ),
  setVehicleCost: route<{ body: VehicleCostBody; reply: VehicleCostReply }>('POST', '/api/roving/vehicle-cost'),
} as const;
