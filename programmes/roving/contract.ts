// What crosses the wire of the month plans: plans, visits, what they are made from, repairs, and what residents see.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import type { VisitChange } from './rules/compare-plans.ts';
import type { VillageCoverage } from './rules/coverage.ts';
import { monthPattern } from './rules/month.ts';
import type { WireProblem } from './rules/problem-on-wire.ts';
import type {
  PlanFigures,
  PlannedVisit,
  PlanningVehicle,
  PlanOrigin,
  PlanState,
  VehicleDay,
  VillageStop,
} from './rules/planned-month.ts';
import { vehicleReaches, type RovingPolicy } from './rules/policy.ts';
import type { VillagePhase } from './rules/vehicle-phase.ts';
import { calendarDayKinds, type CalendarDay } from './rules/work-calendar.ts';

const id = z.uuid();
const day = z.iso.date();
const month = z.string().regex(monthPattern);
const minute = z.number().int().min(0).max(1440);

/** Follow `roving.planning/<plan id>`: progress and end of a computation. */
export const planningTopic = 'roving.planning';
/** Follow: a plan was published or a roster posted. */
export const rosterTopic = 'roving.roster';

/** A named rule of a month that can't be kept; the set is irreducible: without any one of them the month works. */
export interface ConflictRule {
  kind: string;
  parameters: Record<string, string | number>;
  /** Page inside the bureau's portal where it is changed. */
  link: string;
}
export const repairCauses = ['breakdown', 'road-closed', 'emergency'] as const;
export type RepairCauseKind = (typeof repairCauses)[number];
export interface Plan {
  planId: string;
  month: string;
  /** Counts the plans of the month. */
  number: number;
  state: PlanState;
  origin: PlanOrigin;
  basedOn?: string;
  cause?: RepairCause;
  /** 0 to 1 while it is computed. */
  progress: number;
  figures?: PlanFigures;
  conflict?: ConflictRule[];
  /** `estimate`: travel times come from straight lines. */
  travelBasis?: string;
  simulated: boolean;
  createdAt: string;
  publishedAt?: string;
  version: number;
}
export interface PlanDetail extends Plan {
  visits: (PlannedVisit & { staffName?: string; standsInForName?: string })[];
  vehicleDays: VehicleDay[];
}
/** What a month is planned from. */
export interface MonthBasis {
  month: string;
  countyId: string;
  vehicles: PlanningVehicle[];
  stops: VillageStop[];
  calendar: CalendarDay[];
  workingDays: string[];
  marketDays: { townshipId: string; townshipName: string; endings: number[]; version: number }[];
  policy: RovingPolicy;
  policyFrom?: string;
}
export const planParams = z.object({ planId: id });
type PlanParams = { planId: string };
export const visitParams = z.object({ planId: id, visitId: id });
type VisitParams = { planId: string; visitId: string };
export const monthQuery = z.object({ month });
export const startPlanBody = z.object({
  month,
  /** How long to search; the plan may be taken earlier. */
  seconds: z.number().int().min(1).max(240),
  seed: z.number().int().min(1).max(2_147_483_647).optional(),
  /** Keep the pinned visits of this plan. */
  basedOn: id.optional(),
});
export type StartPlanBody = z.infer<typeof startPlanBody>;
export const moveVisitBody = z.object({
  on: day,
  vehicleId: id,
  /** Place in the vehicle's day, from 1; absent = where it costs least. */
  sequence: z.number().int().min(1).max(60).optional(),
  pinned: z.boolean().optional(),
});
export type MoveVisitBody = z.infer<typeof moveVisitBody>;
/** Hard rules that a change would break: `code` names `roving.breach.<code>`. */
export interface Breach {
  code: string;
  parameters: Record<string, string | number>;
}
export interface Alternative {
  /** Weekdays of the other pattern (Monday is 1). */
  weekdays: number[];
  days: string[];
  vehicleId: string;
  /** Against how it stands: metres and minutes of travel of the whole month. */
  metres: number;
  minutes: number;
  cost: number;
  breaches: Breach[];
}
export interface VisitExplanation {
  visitId: string;
  reasons: Breach[];
  alternatives: Alternative[];
}
export interface RouteLine {
  vehicleId: string;
  line: [lon: number, lat: number][];
  /** The place of the line's points where each leg ends: at the stops in their order, and at the depot. */
  legEnds: number[];
  basis: string;
}
export const linesQuery = z.object({ on: day, vehicleId: id.optional() });
export interface PlanComparison {
  left: Plan;
  right: Plan;
  changes: VisitChange[];
  /** Visits whose day or vehicle differs. */
  moved: number;
}

const lonLat = z.tuple([z.number().min(73).max(136), z.number().min(3).max(54)]);
const spans = { fromMinute: minute, toMinute: minute };
export const repairBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('breakdown'), vehicleId: id, fromOn: day, toOn: day }),
  z.object({
    kind: z.literal('road-closed'),
    /** Between these two villages or places, WGS-84. */
    from: lonLat,
    to: lonLat,
    fromOn: day,
    toOn: day,
  }),
  z.object({ kind: z.literal('emergency'), vehicleId: id, fromOn: day, toOn: day, ...spans }),
]);
export type RepairCause = z.infer<typeof repairBody>;
export interface RepairPreview {
  plan: Plan;
  changes: VisitChange[];
  /** Visits whose day or vehicle changes, of all published ones. */
  moved: number;
  movedPercent: number;
  allowedPercent: number;
  villages: { villageId: string; villageName: string; residents: number }[];
  staffIds: string[];
  metres: number;
  minutes: number;
}

export const policyBody = z.object({
  fromOn: day,
  policy: z.object({
    visitsPerMonth: z.object({
      'follow-up': z.number().int().min(0).max(31),
      comprehensive: z.number().int().min(0).max(5),
    }),
    reach: z.object({ 'follow-up': z.enum(vehicleReaches), comprehensive: z.enum(vehicleReaches) }),
    serviceMinutes: z.object({
      'follow-up': z.number().int().min(5).max(480),
      comprehensive: z.number().int().min(5).max(480),
    }),
    shift: z.object(spans),
    weekdayPairs: z
      .array(z.tuple([z.number().int().min(1).max(7), z.number().int().min(1).max(7)]))
      .min(1)
      .max(21),
    gapDays: z.object({ fewest: z.number().int().min(1).max(15), most: z.number().int().min(1).max(31) }),
    marketDays: z.enum(['avoid', 'ignore']),
    steadyArrivalMinutes: z.number().int().min(0).max(480),
    repairPercent: z.number().min(0).max(100),
  }),
});
export type PolicyBody = z.infer<typeof policyBody>;
export const yearParams = z.object({ year: z.string().regex(/^\d{4}$/) });
export const calendarBody = z.object({
  days: z
    .array(
      z.object({
        on: day,
        kind: z.enum(calendarDayKinds),
        name: z.string().trim().min(1).max(40),
        status: z.enum(['official', 'assumed']),
      }),
    )
    .max(120),
});
export type CalendarBody = z.infer<typeof calendarBody>;
export interface WorkCalendarYear {
  year: number;
  days: CalendarDay[];
  version: number;
}
export const marketParams = z.object({ townshipId: id });
export const marketBody = z.object({ endings: z.array(z.number().int().min(0).max(9)).max(10) });
export interface CoverageReply {
  month: string;
  plan?: Plan;
  villages: VillageCoverage[];
}

/** The next visits to a village as its residents read them. */
export interface VillageVisit {
  visitId: string;
  on: string;
  startMinute: number;
  leaveMinute: number;
  service: PlannedVisit['service'] | 'computed-tomography' | 'special';
  pointName: string;
  pointId: string;
  address?: string;
  vehicleName?: string;
  doctorName?: string;
  /** The own doctor is away: this one comes instead. */
  standsInForName?: string;
  /** Of today's visits: where the vehicle is with it, and since when. */
  progress?: { phase: VillagePhase; at?: string };
  /** The visit was moved after publication: where it stood before. */
  movedFrom?: { on: string; startMinute: number };
}
/** A visit of the last days that was held: the person may say how it was. */
export interface HeldVisit {
  visitId: string;
  on: string;
  service: VillageVisit['service'];
  /** What the person said already. */
  stars?: number;
}
export const ratingParams = z.object({ visitId: id });
export const ratingBody = z.strictObject({
  stars: z.number().int().min(1).max(5),
  said: z.string().trim().max(500).optional(),
  personId: id.optional(),
});
export type RatingBody = z.infer<typeof ratingBody>;
export interface VillageVisits {
  villageId: string;
  villageName: string;
  visits: VillageVisit[];
  /** Newest first; for the person's own page only. */
  held?: HeldVisit[];
  simulated: boolean;
}
export const pointParams = z.object({ servicePointId: id });
export const myVisitsQuery = z.object({ personId: id.optional() });

export interface TomographyYear {
  year: number;
  stops: { villageId: string; villageName: string; townshipId: string; townshipName: string; on: string }[];
  workingDays: string[];
  version: number;
}
export const tomographyBody = z.object({ stops: z.array(z.object({ villageId: id, on: day })).max(1000) });

export const rovingRoutes = {
  plans: route<{ query: { month: string }; reply: { plans: Plan[] } }>('GET', '/api/roving/plans'),
  basis: route<{ query: { month: string }; reply: MonthBasis }>('GET', '/api/roving/basis'),
  startPlan: route<{ body: StartPlanBody; reply: Plan }>('POST', '/api/roving/plans'),
  plan: route<{ params: PlanParams; reply: PlanDetail }>('GET', '/api/roving/plans/:planId'),
  problem: route<{ params: PlanParams; reply: WireProblem }>('GET', '/api/roving/plans/:planId/problem'),
  /** `keep`: take the best plan found so far instead of none. */
  stopPlan: route<{ params: PlanParams; body: { keep: boolean }; reply: Plan }>(
    'POST',
    '/api/roving/plans/:planId/stop',
  ),
  copyPlan: route<{ params: PlanParams; reply: Plan }>('POST', '/api/roving/plans/:planId/copies'),
  publishPlan: route<{ params: PlanParams; body: { version: number }; reply: Plan }>(
    'POST',
    '/api/roving/plans/:planId/publication',
  ),
  moveVisit: route<{ params: VisitParams; body: MoveVisitBody; reply: PlanDetail }>(
    'PUT',
    '/api/roving/plans/:planId/visits/:visitId',
  ),
  explainVisit: route<{ params: VisitParams; reply: VisitExplanation }>(
    'GET',
    '/api/roving/plans/:planId/visits/:visitId/explanation',
  ),
  /** The ways of the vehicles on a day, along roads where a network is loaded. */
  routeLines: route<{ params: PlanParams; query: { on: string; vehicleId?: string }; reply: { lines: RouteLine[] } }>(
    'GET',
    '/api/roving/plans/:planId/lines',
  ),
  comparePlans: route<{ query: { left: string; right: string }; reply: PlanComparison }>(
    'GET',
    '/api/roving/plan-comparison',
  ),
  previewRepair: route<{ params: PlanParams; body: RepairCause; reply: RepairPreview }>(
    'POST',
    '/api/roving/plans/:planId/repairs',
  ),
  coverage: route<{ query: { month: string }; reply: CoverageReply }>('GET', '/api/roving/coverage'),
  setPolicy: route<{ body: PolicyBody; reply: { policy: RovingPolicy; fromOn: string } }>('POST', '/api/roving/policy'),
  calendar: route<{ params: { year: string }; reply: WorkCalendarYear }>('GET', '/api/roving/calendars/:year'),
  setCalendar: route<{ params: { year: string }; body: CalendarBody; reply: WorkCalendarYear }>(
    'PUT',
    '/api/roving/calendars/:year',
  ),
  setMarketDays: route<{
    params: { townshipId: string };
    body: { endings: number[] };
    reply: { townshipId: string; endings: number[]; version: number };
  }>('PUT', '/api/roving/market-days/:townshipId'),
  myVisits: route<{ query: { personId?: string }; reply: VillageVisits }>('GET', '/api/my/village-visits'),
  /** As on the notice board of the point: for everybody who scans its sign. */
  /** Rated again, the later one counts. */
  rateVisit: route<{ params: { visitId: string }; body: RatingBody; reply: HeldVisit }>(
    'POST',
    '/api/my/village-visits/:visitId/rating',
  ),
  pointVisits: route<{ params: { servicePointId: string }; reply: VillageVisits }>(
    'GET',
    '/api/roving/points/:servicePointId/visits',
  ),
  tomographyYear: route<{ params: { year: string }; reply: TomographyYear }>('GET', '/api/roving/tomography/:year'),
  layOutTomography: route<{ params: { year: string }; reply: TomographyYear }>(
    'POST',
    '/api/roving/tomography/:year/layout',
  ),
  setTomography: route<{ params: { year: string }; body: z.infer<typeof tomographyBody>; reply: TomographyYear }>(
    'PUT',
    '/api/roving/tomography/:year',
  ),
} as const;
export const comparisonQuery = z.object({ left: id, right: id });
export const stopBody = z.object({ keep: z.boolean() });
export const publishBody = z.object({ version: z.number().int().min(1) });
