// What crosses the wire of the register of service points.
import { z } from 'zod';
import { route, type Page } from '#platform/contract.ts';
import type { PositionAccuracy } from './contract.ts';
import {
  pointLacks,
  pointNetworks,
  pointStandards,
  servicePointKinds,
  type PointLack,
  type PointNetwork,
  type PointStandard,
  type ServicePointKind,
} from './rules/service-point.ts';

/** Who keeps a point is told by its detail alone. */
export interface ServicePoint {
  servicePointId: string;
  kind: ServicePointKind;
  name: string;
  villageId: string;
  villageName: string;
  position?: { lon: number; lat: number; accuracy: PositionAccuracy };
  hasPower: boolean;
  hasNetwork: boolean;
  simulated: boolean;
}
export const servicePointsQuery = z.object({ below: z.uuid().optional(), kind: z.enum(servicePointKinds).optional() });
export type ServicePointsQuery = z.infer<typeof servicePointsQuery>;
/** A row of the register of service points; the keeper is shortened (王*明) where the reader sees people masked. */
export interface ServicePointRow extends ServicePoint {
  townshipName: string;
  network: PointNetwork;
  standards: PointStandard[];
  lacks: PointLack[];
  keeperName?: string;
  closedOn?: string;
}
export interface ServicePointDetail extends ServicePointRow {
  address?: string;
  note?: string;
  keeperPhone?: string;
  masked: boolean;
  hasPhoto: boolean;
  version: number;
}
export const findServicePointsQuery = servicePointsQuery.extend({
  text: z.string().trim().max(50).optional(),
  lacks: z.enum(pointLacks).optional(),
  sort: z.enum(['division', 'name', 'kind', 'lacks']).optional(),
  descending: z.enum(['true', 'false']).optional(),
  page: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type FindServicePointsQuery = z.infer<typeof findServicePointsQuery>;
/** A coordinate says its datum: screens turn map positions (GCJ-02) into WGS-84 first. Absent keeper fields stay as they are. */
export const servicePointBody = z.object({
  kind: z.enum(servicePointKinds),
  name: z.string().trim().min(2).max(60),
  villageId: z.uuid(),
  position: z
    .object({ lon: z.number(), lat: z.number(), datum: z.literal('WGS-84') })
    .nullable()
    .optional(),
  hasPower: z.boolean(),
  network: z.enum(pointNetworks),
  standards: z.array(z.enum(pointStandards)).max(pointStandards.length),
  address: z.string().trim().max(200).optional(),
  note: z.string().trim().max(500).optional(),
  keeperName: z.string().trim().max(50).optional(),
  keeperPhone: z.string().trim().max(20).optional(),
  closedOn: z.iso.date().nullable().optional(),
});
export type ServicePointBody = z.infer<typeof servicePointBody>;
export const pointPhotoBody = z.object({
  contentBase64: z.string().min(1).max(7_000_000),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
});
export type PointPhotoBody = z.infer<typeof pointPhotoBody>;
export const servicePointParams = z.object({ servicePointId: z.uuid() });
type PointParams = { servicePointId: string };

export const servicePointRoutes = {
  servicePoints: route<{ query: ServicePointsQuery; reply: { servicePoints: ServicePoint[] } }>(
    'GET',
    '/api/service-points',
  ),
  findServicePoints: route<{ query: FindServicePointsQuery; reply: Page<ServicePointRow> }>(
    'GET',
    '/api/service-point-register',
  ),
  readServicePoint: route<{ params: PointParams; reply: ServicePointDetail }>(
    'GET',
    '/api/service-point-register/:servicePointId',
  ),
  addServicePoint: route<{ body: ServicePointBody; reply: ServicePointDetail }>('POST', '/api/service-point-register'),
  editServicePoint: route<{ params: PointParams; body: ServicePointBody; reply: ServicePointDetail }>(
    'PUT',
    '/api/service-point-register/:servicePointId',
  ),
  /** The photo itself is at `.../photo`; the list as a sheet at `/api/service-point-register.csv` and `.xlsx`. */
  photographServicePoint: route<{ params: PointParams; body: PointPhotoBody; reply: ServicePointDetail }>(
    'PUT',
    '/api/service-point-register/:servicePointId/photo',
  ),
} as const;
