// What the periodic vehicle-routing solver is asked: days, vehicles, customers with their visit patterns, travel times, costs.

/** Index of a day in the horizon, 0 is the first. */
export type Day = number;

/** Travel between locations, row by row (`from * locations + to`); `Infinity` where no road leads. */
export interface TravelMatrix {
  seconds: ArrayLike<number>;
  metres: ArrayLike<number>;
}

/** Seconds since midnight, both ends included. */
export interface TimeWindow {
  fromSeconds: number;
  toSeconds: number;
}

export interface Vehicle {
  id: string;
  /** Location where it starts and ends each day. */
  depot: number;
  /** Sum of demands on one day; absent = no limit. */
  capacity?: number;
  /** It leaves the depot at `fromSeconds` at the earliest and is back at `toSeconds` at the latest; absent = no limit. */
  shift?: TimeWindow;
  /** Other shifts on single days. */
  shiftOn?: readonly (TimeWindow & { day: Day })[];
  /** Travel plus service on one day, waiting not counted; absent = no limit. */
  maxWorkSeconds?: number;
  /** Stops on one day; absent = no limit. */
  maxStops?: number;
  /** Days out of service. */
  daysOut?: readonly Day[];
  /**
   * Called away, e.g. to an emergency: it neither drives on nor serves within these times; a service that could not end
   * before begins afterwards. One span per day.
   */
  away?: readonly (TimeWindow & { day: Day })[];
}

/** One way to spread a customer's visits over the horizon. */
export interface VisitPattern {
  /** Ascending, no day twice. */
  days: readonly Day[];
  /** Added to the objective when chosen; absent = 0. */
  cost?: number;
  /** For people and logs, e.g. `Mon+Thu`. */
  label?: string;
}

export interface EligibleVehicle {
  vehicle: number;
  /** Added for each visit by it (a substitute is dearer than the own team); absent = 0. */
  cost?: number;
}

export interface DayAndVehicle {
  day: Day;
  vehicle: number;
}

export interface Customer {
  id: string;
  location: number;
  serviceSeconds: number;
  /** Load of each visit; absent = 0. */
  demand?: number;
  /** When service may start on any day; absent = any time. */
  window?: TimeWindow;
  /** Other windows on single days (market day, school holiday). */
  windowOn?: readonly (TimeWindow & { day: Day })[];
  /** Days on which nobody may come; a pattern that holds one of them can't be chosen. */
  daysBlocked?: readonly Day[];
  /** Exactly one is chosen. */
  patterns: readonly VisitPattern[];
  /** Absent = every vehicle. */
  vehicles?: readonly EligibleVehicle[];
  /** All visits by one and the same vehicle. */
  sameVehicle?: boolean;
  /** Soft: each hour by which the latest service start of the horizon lies after the earliest, beyond the tolerance, costs this much. */
  steadyArrival?: { toleranceSeconds: number; costPerHour: number };
  /** Visits that must stand as they are; without a vehicle only the day is held. */
  pinned?: readonly { day: Day; vehicle?: number }[];
  /** Visits that people were told of; each visit of the plan that is not among them costs `moveCost`. */
  published?: readonly DayAndVehicle[];
  moveCost?: number;
}

/** Weights of the objective, all at least 0. */
export interface ObjectiveWeights {
  perMetre: number;
  perSecond: number;
  /** Balanced workload: each vehicle-day costs this times its squared hours of work (travel plus service). */
  perSquaredHour?: number;
}

export interface RoutingProblem {
  /** Length of the horizon. */
  days: number;
  /** Number of locations of the travel matrices. */
  locations: number;
  travel: TravelMatrix;
  /** Other matrices on single days, e.g. while a road is closed. */
  travelOn?: readonly { day: Day; travel: TravelMatrix }[];
  vehicles: readonly Vehicle[];
  customers: readonly Customer[];
  weights: ObjectiveWeights;
}
