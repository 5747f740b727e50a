// What crosses the wire of the fleet: vehicles, where they are, and where they were.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import { datums } from '#foundation/geo/rules/datum.ts';

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
  version: number;
  /** Terminals that may send for it. */
  terminals: { phone: string; registered: boolean; seenAt?: string }[];
}
const vehicleFields = {
  plate: z.string().trim().min(1).max(20),
  kind: z.enum(vehicleKinds),
  name: z.string().trim().min(1).max(60),
  organisationId: z.uuid(),
  emergencyUnit: z.boolean(),
  equipment: z.array(z.string().regex(/^[a-z0-9-]{1,40}$/)).max(40),
};
/** `vehicleId` is made by the sender: sent twice, it is one vehicle. */
export const addVehicleBody = z.strictObject({ vehicleId: z.uuid(), ...vehicleFields });
export type AddVehicleBody = z.infer<typeof addVehicleBody>;
export const vehicleParams = z.object({ vehicle: z.uuid() });
export const changeVehicleBody = z.strictObject(vehicleFields);
export type ChangeVehicleBody = z.infer<typeof changeVehicleBody>;
/** Number in the header of the terminal's frames; leading zeros do not count. */
export const terminalParams = z.object({ phone: z.string().regex(/^\d{1,20}$/) });
export const terminalBody = z.strictObject({
  vehicleId: z.uuid(),
  /** In which its positions come: ask its maker. */
  datum: z.enum(datums),
  /** Faster terminals are slowed down; the gateway's limit unless told. */
  pointsPerSecond: z.number().int().min(1).max(1_000).optional(),
  /** A blocked terminal is let in no more. */
  blocked: z.boolean(),
});
export type TerminalBody = z.infer<typeof terminalBody>;

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
  addVehicle: route<{ body: AddVehicleBody; reply: { version: number } }>('POST', '/api/fleet/vehicles'),
  /** With If-Match. */
  changeVehicle: route<{ params: { vehicle: string }; body: ChangeVehicleBody; reply: { version: number } }>(
    'PUT',
    '/api/fleet/vehicles/:vehicle',
  ),
  /** Adds a terminal, or moves it to another vehicle; it then has to authenticate again. */
  setTerminal: route<{ params: { phone: string }; body: TerminalBody; reply: { phone: string } }>(
    'PUT',
    '/api/fleet/terminals/:phone',
  ),
  positions: route<{ reply: { positions: LatestPosition[] } }>('GET', '/api/fleet/positions'),
  track: route<{ query: TrackQuery; reply: TrackReply }>('GET', '/api/fleet/track'),
} as const;
