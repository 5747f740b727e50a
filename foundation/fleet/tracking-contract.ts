// What crosses the wire of tracking: what vehicles are committed to, where they stood, and the tracks of a day.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import type { CompactTrack } from './rules/compact-track.ts';
import type { StayEvidence } from './rules/stay.ts';

export const commitmentKinds = ['roving-visit', 'special-visit', 'maintenance', 'emergency-standby'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];
/** Arrival makes a planned commitment under way, leaving makes it kept; its source says that it was missed or cancelled. */
export const commitmentStates = ['planned', 'under-way', 'kept', 'missed', 'cancelled'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** WGS-84. With a polygon the radius does not count; without both the usual radius holds (`trackingPolicy`). */
export interface CommitmentPlace {
  /** Service point of the registry, where it is one. */
  placeId?: string;
  lon: number;
  lat: number;
  radiusMetres?: number;
  polygon?: [lon: number, lat: number][];
}
export interface Commitment {
  commitmentId: string;
  vehicleId: string;
  kind: CommitmentKind;
  /** Context that keeps it, and its id there. */
  source: string;
  sourceId: string;
  fromAt: string;
  toAt: string;
  place?: CommitmentPlace;
  status: CommitmentState;
}
/** A vehicle stood at the place of a commitment. */
export interface Stay {
  stayId: string;
  vehicleId: string;
  on: string;
  commitmentId: string;
  source: string;
  sourceId: string;
  arrivedAt: string;
  /** When it had been there long enough; absent: not yet. */
  confirmedAt?: string;
  /** Absent: it is there. */
  leftAt?: string;
  evidence: StayEvidence;
}
/** Out from its base and back on a day; the first leaving and the last return. */
export interface VehicleTrip {
  vehicleId: string;
  on: string;
  startedAt?: string;
  endedAt?: string;
}

const instant = z.iso.datetime({ offset: true });
export const commitmentsQuery = z.object({
  from: instant,
  to: instant,
  vehicle: z.uuid().optional(),
  kind: z.enum(commitmentKinds).optional(),
});
export type CommitmentsQuery = z.infer<typeof commitmentsQuery>;
export const dayTracksQuery = z.object({
  on: z.iso.date(),
  vehicle: z.uuid().optional(),
  toleranceMetres: z.coerce.number().min(0).max(1_000).optional(),
});
export type DayTracksQuery = z.infer<typeof dayTracksQuery>;
export interface DayTracksReply {
  on: string;
  /** `expandTrack` of rules/compact-track.ts makes points of them. */
  tracks: (CompactTrack & { vehicleId: string })[];
}

export const trackingRoutes = {
  /** Of vehicles of organisations that the asker oversees, in the order of their times. */
  commitments: route<{ query: CommitmentsQuery; reply: { commitments: Commitment[] } }>(
    'GET',
    '/api/fleet/commitments',
  ),
  /** Tracks of all vehicles of a day, thinned out, for a replay. */
  dayTracks: route<{ query: DayTracksQuery; reply: DayTracksReply }>('GET', '/api/fleet/tracks'),
} as const;
