// What crosses the wire of the provincial network (全省一张网): points and today's rosters of all counties, own and posted.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import {
  pointNetworks,
  servicePointKinds,
  type PointNetwork,
  type ServicePointKind,
} from '#foundation/registry/rules/service-point.ts';
import { vehicleKinds, type VehicleKind } from './rules/policy.ts';

const externalId = z.string().regex(/^[\w.:-]{1,64}$/);
const position = z.object({
  lon: z.number().min(73).max(136),
  lat: z.number().min(3).max(54),
  /** A coordinate says its datum; others are refused. */
  datum: z.literal('WGS-84'),
});
const county = {
  /** GB/T 2260, six digits. */
  countyCode: z.string().regex(/^\d{6}$/),
  countyName: z.string().trim().min(2).max(40),
};

export const networkPointBody = z.object({
  ...county,
  name: z.string().trim().min(2).max(60),
  kind: z.enum(servicePointKinds),
  position,
  network: z.enum(pointNetworks),
});
export type NetworkPointBody = z.infer<typeof networkPointBody>;
export const networkRosterBody = z.object({
  ...county,
  on: z.iso.date(),
  vehicleName: z.string().trim().min(1).max(40),
  vehicleKind: z.enum(vehicleKinds),
  /** Names of the crew, as posted on notice boards. */
  team: z.array(z.string().trim().min(1).max(50)).max(20),
  stops: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60),
        position: position.optional(),
        startMinute: z.number().int().min(0).max(1440),
        leaveMinute: z.number().int().min(0).max(1440),
      }),
    )
    .max(60),
});
export type NetworkRosterBody = z.infer<typeof networkRosterBody>;
export const externalParams = z.object({ externalId });
export const networkQuery = z.object({ on: z.iso.date().optional() });

export interface NetworkPoint {
  pointId: string;
  countyCode: string;
  countyName: string;
  name: string;
  kind: ServicePointKind;
  lon: number;
  lat: number;
  network: PointNetwork;
  /** The account that posted it; absent for our own. */
  source?: string;
  postedAt?: string;
}
export interface NetworkRoster {
  rosterId: string;
  countyCode: string;
  countyName: string;
  vehicleName: string;
  vehicleKind: VehicleKind;
  team: string[];
  stops: { name: string; startMinute: number; leaveMinute: number }[];
  source?: string;
  postedAt?: string;
}
export interface NetworkView {
  on: string;
  at: string;
  counties: {
    countyCode: string;
    countyName: string;
    points: number;
    vehicles: number;
    stops: number;
    source?: string;
  }[];
  points: NetworkPoint[];
  rosters: NetworkRoster[];
}

export const networkRoutes = {
  network: route<{ query: { on?: string }; reply: NetworkView }>('GET', '/api/roving/network'),
  /** Repeated with the same id it replaces what the same account posted; nothing doubles. */
  putPoint: route<{ params: { externalId: string }; body: NetworkPointBody; reply: { externalId: string } }>(
    'PUT',
    '/api/roving/network/points/:externalId',
  ),
  putRoster: route<{ params: { externalId: string }; body: NetworkRosterBody; reply: { externalId: string } }>(
    'PUT',
    '/api/roving/network/rosters/:externalId',
  ),
} as const;
