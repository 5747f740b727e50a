// What crosses the wire of the fleet: vehicles, where they are, and where they were.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import { datums, type Datum } from '#foundation/geo/rules/datum.ts';
import { trackingRoutes } from './tracking-contract.ts';

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
  /** Where it stands when it is not out, WGS-84. */
  base?: { lon: number; lat: number };
  version: number;
  /** Terminals that may send for it. */
  terminals: {
    phone: string;
    registered: boolean;
    blocked: boolean;
    datum: Datum;
    /** Where the vehicle's terminal has a limit of its own. */
    pointsPerSecond?: number;
    seenAt?: string;
  }[];
}
const vehicleFields = {
  plate: z.string().trim().min(1).max(20),
  kind: z.enum(vehicleKinds),
  name: z.string().trim().min(1).max(60),
  organisationId: z.uuid(),
  emergencyUnit: z.boolean(),
  equipment: z.array(z.string().regex(/^[a-z0-9-]{1,40}$/)).max(40),
  /** Where it stands when it is not out. Absent: as it was. */
  base: z
    .object({ lon: z.number().min(73).max(136), lat: z.number().min(3).max(54), datum: z.literal('WGS-84') })
    .optional(),
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
  /** Login of the device account that sends for it over MQTT; absent: as it was. */
  deviceAccount: z.string().trim().min(1).max(60).optional(),
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

/**
 * One or more positions over MQTT (QoS 1), to `tianmu/vehicles/<terminal's number>/positions`, by the terminal's own
 * device account. The datum is told or the message is refused; acknowledged once it is committed.
 */
export const mqttPositions = z.strictObject({
  datum: z.enum(datums),
  positions: z
    .array(
      z.strictObject({
        at: z.iso.datetime({ offset: true }),
        lon: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        altitudeMetres: z.number().int().min(-500).max(9_000).optional(),
        speedKilometresPerHour: z.number().min(0).max(300),
        heading: z.number().int().min(0).max(359),
        ignitionOn: z.boolean(),
        /** Sent later, from the terminal's memory. */
        backfilled: z.boolean().optional(),
        satellites: z.number().int().min(0).max(255).optional(),
        signalStrength: z.number().int().min(0).max(255).optional(),
        mileageMetres: z.number().min(0).optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type MqttPositions = z.infer<typeof mqttPositions>;

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
  ...trackingRoutes,
} as const;
