// What crosses the wire of home care: self-care assessments, disabled elders, the catalogue of home services, nurses.
import { z } from 'zod';
import { route, type Day, type Instant, type Page } from '#platform/contract.ts';
import type { ContentStatus, LocalText, Tone } from '#foundation/knowledge/rules/content.ts';
import { serviceCategories, type CatalogueItem, type ServiceCategory } from './rules/catalogue-item.ts';
import type { EntryPolicy } from './rules/entry-policy.ts';
import { policyNames, type Policies, type PolicyName } from './rules/policy.ts';
import { selfCareInstruments, type SelfCareInstrument } from './rules/self-care-instruments.ts';

const id = z.uuid();
const day = z.iso.date();
const text = (most: number) => z.string().trim().min(1).max(most);
export const personParams = z.object({ personId: id });

export interface Assessment {
  assessmentId: string;
  instrument: SelfCareInstrument;
  version: string;
  score: number;
  /** Key of the row that decided: `moderate`. */
  grade: string;
  gradeName: LocalText;
  tone: Tone;
  /** How sure the instrument's content is. */
  status: ContentStatus;
  assessedAt: Instant;
  assessedByName: string;
  organisationName: string;
  simulated: boolean;
}
export const assessBody = z.strictObject({
  /** Made by the client: sent twice, it is one assessment. */
  assessmentId: id,
  instrument: z.enum(selfCareInstruments),
  version: text(20),
  values: z.record(z.string().max(40), z.union([z.string().max(40), z.number(), z.boolean()])),
  assessedAt: z.iso.datetime({ offset: true }),
});
export type AssessBody = z.infer<typeof assessBody>;
/** Whether the person stands in the list of disabled elders, and since when. */
export interface ElderState {
  listed: boolean;
  listedOn?: Day;
}
export interface SelfCareReply {
  assessments: Assessment[];
  elder: ElderState;
  policy: EntryPolicy;
}
export interface AssessReply extends SelfCareReply {
  /** This assessment put the person into the list; a first visit was opened by rule where it is an order's id. */
  entered: boolean;
  openedOrderId?: string;
}

/** 健康敲门 家庭病床 常规上门 预约诊疗 送医转诊 */
export const elderServices = [
  'first-home-visit',
  'home-bed',
  'planned-home-visit',
  'priority-appointment',
  'escorted-transfer',
] as const;
export type ElderService = (typeof elderServices)[number];

export interface ElderRow {
  personId: string;
  name: string;
  masked: boolean;
  sex: string;
  birthOn?: Day;
  villageId: string;
  villageName: string;
  townshipName: string;
  instrument: SelfCareInstrument;
  score: number;
  grade: string;
  gradeName: LocalText;
  assessedOn: Day;
  listedOn: Day;
  /** Services given within the policy's span, with their newest day. */
  services: Partial<Record<ElderService, Day>>;
  simulated: boolean;
}
export const eldersQuery = z.object({
  /** A village, township or county. */
  below: id.optional(),
  covered: z.enum(['yes', 'no']).optional(),
  grade: z.string().max(40).optional(),
  text: z.string().trim().max(40).optional(),
  sort: z.enum(['village', 'score', 'listed']).optional(),
  page: z.string().max(200).optional(),
});
export type EldersQuery = z.infer<typeof eldersQuery>;
export const coverageQuery = z.object({ below: id.optional() });
export type CoverageQuery = z.infer<typeof coverageQuery>;
export interface CoverageRow {
  unitId: string;
  name: string;
  /** Numerator and denominator. */
  covered: number;
  listed: number;
  services: Record<ElderService, number>;
}
export interface CoverageReply {
  /** What the rows are: townships of a county, or villages of a township. */
  of: 'township' | 'village';
  unitName?: string;
  rows: CoverageRow[];
  total: CoverageRow;
  withinDays: number;
  simulated: boolean;
}
export const policyParams = z.object({ policy: z.enum(policyNames) });
export const policiesQuery = z.object({ on: day.optional() });
export type PoliciesQuery = z.infer<typeof policiesQuery>;
export interface PoliciesReply {
  /** What holds in the reader's county on the day asked for, or today. */
  policies: Policies;
}
export const policyBody = z.strictObject({ fromOn: day, values: z.record(z.string().max(40), z.number()) });
export type PolicyBody = z.infer<typeof policyBody>;

export const catalogueQuery = z.object({
  on: day.optional(),
  /** Of this institution: its own rows stand before the county's. */
  organisation: id.optional(),
});
export type CatalogueQuery = z.infer<typeof catalogueQuery>;
export interface CatalogueReply {
  items: CatalogueItem[];
}
const codeText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
export const catalogueItemBody = z.strictObject({
  /** The county or an institution; the actor's own unit unless told. */
  unitId: id.optional(),
  code: codeText,
  fromOn: day,
  /** Last day, inclusive. */
  toOn: day.optional(),
  name: text(40),
  category: z.enum(serviceCategories),
  plainWords: text(300),
  priceFen: z.number().int().min(0).max(10_000_000),
  minutes: z.number().int().min(5).max(600),
  qualifications: z.strictObject({
    leastYears: z.number().int().min(0).max(40),
    trainings: z.array(z.enum(serviceCategories)).max(10),
  }),
  consumables: z
    .array(
      z.strictObject({
        code: codeText,
        name: text(40),
        unit: text(8),
        quantity: z.number().int().min(1).max(99),
        priceFen: z.number().int().min(0).max(1_000_000),
      }),
    )
    .max(20),
  contraindications: z.array(text(100)).max(20),
  riskQuestions: z
    .array(z.strictObject({ key: codeText, text: text(120), refusesWhen: z.enum(['yes', 'no', 'never']) }))
    .max(20),
});
export type CatalogueItemBody = z.infer<typeof catalogueItemBody>;

export interface NurseRow {
  /** The account. */
  nurseId: string;
  name: string;
  organisationId: string;
  organisationName: string;
  qualification?: NurseQualification;
  /** Why the nurse may not go today. */
  hindrance?: 'not-entered' | 'expired' | 'suspended';
}
export interface NurseQualification {
  licence: string;
  practisingSinceOn: Day;
  trainings: ServiceCategory[];
  validUntilOn: Day;
  suspended: boolean;
  simulated: boolean;
  version: number;
}
export const nurseParams = z.object({ nurseId: id });
export const nursesQuery = z.object({ text: z.string().trim().max(40).optional() });
export type NursesQuery = z.infer<typeof nursesQuery>;
export const qualificationBody = z.strictObject({
  licence: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{6,24}$/),
  practisingSinceOn: day,
  trainings: z.array(z.enum(serviceCategories)).max(10),
  validUntilOn: day,
  suspended: z.boolean(),
  /** Of the row that was seen; 0 where there was none. */
  version: z.number().int().min(0),
});
export type QualificationBody = z.infer<typeof qualificationBody>;

const person = '/api/people/:personId';
type OfPerson = { personId: string };
export const homeCareRoutes = {
  selfCare: route<{ params: OfPerson; reply: SelfCareReply }>('GET', `${person}/self-care`),
  assess: route<{ params: OfPerson; body: AssessBody; reply: AssessReply }>('POST', `${person}/self-care`),
  elders: route<{ query: EldersQuery; reply: Page<ElderRow> }>('GET', '/api/home-care/elders'),
  coverage: route<{ query: CoverageQuery; reply: CoverageReply }>('GET', '/api/home-care/coverage'),
  policies: route<{ query: PoliciesQuery; reply: PoliciesReply }>('GET', '/api/home-care/policies'),
  setPolicy: route<{ params: { policy: PolicyName }; body: PolicyBody; reply: PoliciesReply }>(
    'POST',
    '/api/home-care/policies/:policy',
  ),
  catalogue: route<{ query: CatalogueQuery; reply: CatalogueReply }>('GET', '/api/home-care/service-items'),
  saveItem: route<{ body: CatalogueItemBody; reply: CatalogueReply }>('POST', '/api/home-care/service-items'),
  nurses: route<{ query: NursesQuery; reply: { nurses: NurseRow[] } }>('GET', '/api/home-care/nurses'),
  saveQualification: route<{ params: { nurseId: string }; body: QualificationBody; reply: NurseRow }>(
    'POST',
    '/api/home-care/nurses/:nurseId/qualification',
  ),
} as const;
export const eldersExportPath = '/api/home-care/elders-export';
export const coverageExportPath = '/api/home-care/coverage-export';
