// A stay of a vehicle at a place, and the measurements that prove it.
import type { LonLat } from '#platform/contract.ts';

export interface StayEvidence {
  /** Points inside of the fence, from the first to the last. */
  points: number;
  /** Of them slower than the policy's limit; with the ignition off; sent later from the terminal's memory. */
  stillPoints: number;
  ignitionOffPoints: number;
  backfilledPoints: number;
  /** From the middle of the place. */
  nearestMetres: number;
  farthestMetres: number;
  meanMetres: number;
  fastestKilometresPerHour: number;
  /** By the terminal's clock. */
  firstPointAt: string;
  lastPointAt: string;
  /** By the server's. */
  firstReceivedAt: string;
  lastReceivedAt: string;
  /** The longest time between two of the points. */
  longestGapSeconds: number;
  /** To the points before and after: by so much the vehicle may have come earlier and left later. */
  gapBeforeSeconds?: number;
  gapAfterSeconds?: number;
}

/** A point with a fix; times in milliseconds since 1970, `at` by the terminal. */
export interface StayPoint {
  at: number;
  receivedAt: number;
  lon: number;
  lat: number;
  speedKilometresPerHour: number;
  ignitionOn: boolean;
  backfilled: boolean;
}

export interface WatchedPlace {
  id: string;
  /** The vehicle's own base: it begins and ends trips, and its stays are told to nobody. */
  isBase: boolean;
  middle: LonLat;
  radiusMetres: number;
  polygon?: readonly LonLat[];
  /** When the vehicle is to be there; absent: at any time. */
  fromAt?: number;
  toAt?: number;
}

export interface JudgedStay {
  placeId: string;
  arrivedAt: number;
  confirmedAt?: number;
  leftAt?: number;
  evidence: StayEvidence;
}
