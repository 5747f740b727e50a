// What crosses the wire of the fleet: vehicles, where they are, and where they were.
import { z } from 'zod';
import { route } from '#platform/contract.ts';

export const vehicleKinds = ['comprehensive', 'follow-up', 'computed-tomography', 'ambulance'] as const;
export type VehicleKind = (typeof vehicleKinds)[number];

export interface LatestPosition {
  vehicleId: string;
  /** WGS-84. */
  lon: number;
  lat: number;
  speedKilometresPerHour: number;
  /** Degrees clockwise from north. */
  heading: number;
  ignitionOn: boolean;
  /** Time by the terminal, and time at which the server heard of it. */
  deviceAt: string;
  receivedAt: string;
}
export interface FleetVehicle {
  vehicleId: string;
  plate: string;
  kind: VehicleKind;
  name: string;
  organisationId: string;
  emergencyUnit: boolean;
  equipment: string[];
  /** Terminals that may send for it. */
  terminals: { phone: string; registered: boolean; seenAt?: string }[];
}
export interface TrackPoint {
  lon: number;
  lat: number;
  speedKilometresPerHour: number;
  deviceAt: string;
}
const instant = z.iso.datetime({ offset: true });
/** `toleranceMetres` thins out the track: no dropped point lies further from the line; 0 keeps all. */
export const trackQuery = z.object({
  vehicle: z.uuid(),
  from: instant,
  to: instant,
  toleranceMetres: z.coerce.number().min(0).max(1_000).optional(),
});
export type TrackQuery = z.infer<typeof trackQuery>;
export interface TrackReply {
  points: TrackPoint[];
  /** Points before they were thinned out. */
  of: number;
  /** True where the time holds more points than are read at once: ask for a shorter time. */
  cut: boolean;
}

/** Live: vehicles that moved within the last second. */
export const positionsTopic = 'fleet.positions';
export interface PositionsMessage {
  positions: LatestPosition[];
}

export const fleetRoutes = {
  vehicles: route<{ reply: { vehicles: FleetVehicle[] } }>('GET', '/api/fleet/vehicles'),
  positions: route<{ reply: { positions: LatestPosition[] } }>('GET', '/api/fleet/positions'),
  track: route<{ query: TrackQuery; reply: TrackReply }>('GET', '/api/fleet/track'),
} as const;
