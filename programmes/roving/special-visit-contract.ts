// What crosses the wire of special visits (三进): sites, name lists, packages, visits, and sums for the site.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import { packageSexes, type CheckUpPackage } from './rules/check-up-package.ts';
import type { GroupSum } from './rules/small-numbers.ts';

const id = z.uuid();
const day = z.iso.date();
const minute = z.number().int().min(0).max(1440);

export interface OutreachSite {
  servicePointId: string;
  kind: 'care-home' | 'community' | 'enterprise';
  name: string;
  villageName: string;
  townshipName: string;
  /** Absent until somebody has made an agreement with the site. */
  agreement?: {
    contactName: string;
    contactPhone?: string;
    cadenceMonths: number;
    note?: string;
  };
  members: number;
  lastVisitOn?: string;
  nextVisitOn?: string;
  /** By the cadence the next visit should have been planned. */
  overdue: boolean;
  version: number;
}
export interface SiteMember {
  personId: string;
  name: string;
  sex: string;
  age?: number;
  packageName?: string;
}
export interface SpecialVisit {
  visitId: string;
  on: string;
  fromMinute: number;
  toMinute: number;
  vehicleId?: string;
  vehicleName?: string;
  staffId?: string;
  staffName?: string;
  cancelled: boolean;
  version: number;
}
export interface SiteDetail extends OutreachSite {
  visits: SpecialVisit[];
}
/** What the site itself may read: sums in which nobody can be found. Small numbers are absent. */
export interface SiteSums {
  name: string;
  visitOn?: string;
  members?: number;
  examined: GroupSum;
  groups: { key: string; people?: number }[];
  packages: { key: string; people?: number }[];
  findings: { key: string; sum: GroupSum }[];
  /** Fewer people than this are not told. */
  fewest: number;
}

export const siteParams = z.object({ servicePointId: id });
type SiteParams = { servicePointId: string };
export const agreementBody = z.object({
  contactName: z.string().trim().min(1).max(50),
  /** Absent: stays as it is. */
  contactPhone: z.string().trim().max(20).optional(),
  cadenceMonths: z.number().int().min(1).max(24),
  note: z.string().trim().max(500).optional(),
});
export type AgreementBody = z.infer<typeof agreementBody>;
export const memberImportBody = z.object({ contentBase64: z.string().max(14_000_000), dryRun: z.boolean() });
export interface MemberImportReply {
  dryRun: boolean;
  rows: number;
  created: number;
  existing: number;
  errors: { row: number; column: string; code: string; message: string }[];
}
export const specialVisitBody = z.object({
  on: day,
  fromMinute: minute,
  toMinute: minute,
  vehicleId: id.optional(),
  staffId: id.optional(),
  cancelled: z.boolean().optional(),
});
export type SpecialVisitBody = z.infer<typeof specialVisitBody>;
export const specialVisitParams = z.object({ servicePointId: id, visitId: id });
export const packageBody = z.object({
  name: z.string().trim().min(1).max(40),
  sex: z.enum(packageSexes),
  fromYears: z.number().int().min(0).max(120),
  toYears: z.number().int().min(0).max(120),
  items: z.array(z.string().trim().min(1).max(40)).min(1).max(60),
});
export type PackageBody = z.infer<typeof packageBody>;
export const packageParams = z.object({ packageId: id });

export const specialVisitRoutes = {
  sites: route<{ reply: { sites: OutreachSite[] } }>('GET', '/api/roving/sites'),
  site: route<{ params: SiteParams; reply: SiteDetail }>('GET', '/api/roving/sites/:servicePointId'),
  setAgreement: route<{ params: SiteParams; body: AgreementBody; reply: SiteDetail }>(
    'PUT',
    '/api/roving/sites/:servicePointId/agreement',
  ),
  members: route<{ params: SiteParams; reply: { members: SiteMember[]; total: number } }>(
    'GET',
    '/api/roving/sites/:servicePointId/members',
  ),
  importMembers: route<{ params: SiteParams; body: z.infer<typeof memberImportBody>; reply: MemberImportReply }>(
    'POST',
    '/api/roving/sites/:servicePointId/members',
  ),
  /** The empty sheet is at `/api/roving/site-members.xlsx`. */
  addVisit: route<{ params: SiteParams; body: SpecialVisitBody; reply: SiteDetail }>(
    'POST',
    '/api/roving/sites/:servicePointId/visits',
  ),
  changeVisit: route<{
    params: { servicePointId: string; visitId: string };
    body: SpecialVisitBody;
    reply: SiteDetail;
  }>('PUT', '/api/roving/sites/:servicePointId/visits/:visitId'),
  sums: route<{ params: SiteParams; reply: SiteSums }>('GET', '/api/roving/sites/:servicePointId/sums'),
  packages: route<{ reply: { packages: CheckUpPackage[] } }>('GET', '/api/roving/check-up-packages'),
  addPackage: route<{ body: PackageBody; reply: CheckUpPackage }>('POST', '/api/roving/check-up-packages'),
  changePackage: route<{ params: { packageId: string }; body: PackageBody; reply: CheckUpPackage }>(
    'PUT',
    '/api/roving/check-up-packages/:packageId',
  ),
} as const;
