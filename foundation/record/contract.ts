// What crosses the wire between the record and our own screens: timeline, measurements, banner, visits, readings.
import { z } from 'zod';
import { isUuid, route } from '#platform/contract.ts';
import type { Day, Instant, OrgUnitId, PersonId } from '#platform/contract.ts';
import { lifeSources, type LifeSource } from './rules/life-source.ts';

/** What a line of the timeline is, in the words that a village doctor uses; icons and filters go by it. */
export const timelineKinds = [
  'visit',
  'condition',
  'measurement',
  'report',
  'medication',
  'immunization',
  'procedure',
  'allergy',
  'document',
  'plan',
  'referral',
  'payment',
  'other',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** What can be measured at the desk, at home or on a vehicle; LOINC codes and UCUM units stand in rules/vitals.ts. */
export const vitalKinds = [
  'systolic',
  'diastolic',
  'heart-rate',
  'body-temperature',
  'respiratory-rate',
  'oxygen-saturation',
  'glucose',
  'glucose-fasting',
  'body-weight',
  'body-height',
  'waist',
] as const;
export type VitalKind = (typeof vitalKinds)[number];

export interface Vital {
  kind: VitalKind;
  /** In the unit of rules/vitals.ts. */
  value: number;
}

export type Interpretation = 'low' | 'normal' | 'high';
/** `self`: the person's own words; `system`: written by Tianmu without anybody's hand. */
export type Source = 'clinic' | 'home' | 'vehicle' | 'self' | 'system' | 'import';

export interface TimelineEntry {
  /** `Type/id` on /fhir. */
  resource: string;
  kind: TimelineKind;
  at?: Instant;
  endAt?: Instant;
  /** First coding. */
  code?: string;
  codeSystem?: string;
  /** As the writer worded it; may be empty, then show the kind. */
  title: string;
  /** Value with unit, dose, conclusion or note in one line. */
  detail?: string;
  interpretation?: Interpretation;
  status?: string;
  /** Id of the visit (Encounter) to which it belongs; entries of one visit are grouped by it. */
  visitId?: string;
  /** Name of the organisation or person as written in the record. */
  by?: string;
  source: Source;
  /** The part of life it comes from. */
  from: LifeSource;
  simulated: boolean;
}

export interface Timeline {
  items: TimelineEntry[];
  /** Opaque cursor of the next, older page. */
  next?: string;
}

export interface TimelineQuery {
  /** Comma-separated kinds; all unless told. */
  kind?: string;
  /** Comma-separated sources of life; all unless told. */
  from?: string;
  before?: string;
  /** 1 to 200; 50 unless told. */
  limit?: number;
}

export interface MeasurementPoint {
  resource: string;
  at: Instant;
  value: number;
  interpretation?: Interpretation;
  source: Source;
  simulated: boolean;
  visitId?: string;
}

export interface MeasurementSeries {
  /** LOINC code. */
  code: string;
  kind?: VitalKind;
  title: string;
  unit: string;
  /** Reference range of adults or as written in the record; the soft band of the chart. */
  low?: number;
  high?: number;
  /** Oldest first. */
  points: MeasurementPoint[];
}

export interface Measurements {
  /** One series; blood pressure (85354-9) gives systolic and diastolic. Without a code: the latest of each. */
  series: MeasurementSeries[];
}

export interface MeasurementsQuery {
  /** LOINC code; without it the newest values of every code. */
  code?: string;
  from?: Day;
  to?: Day;
  /** Newest points of each series; 200 unless told, at most 2000. */
  limit?: number;
}

export type ChronicColour = 'red' | 'yellow' | 'green';

export interface Banner {
  personId: PersonId;
  allergies: { resource: string; title: string; criticality?: 'low' | 'high' }[];
  /** Active problems, chronic ones first. */
  conditions: { resource: string; code?: string; title: string; sinceOn?: Day }[];
  /** Flags of the county's colour scheme, strongest first. */
  colours: { resource: string; colour: ChronicColour; title: string }[];
  lastVisitAt?: Instant;
}

export const visitKinds = ['clinic', 'home', 'roving', 'remote'] as const;
export type VisitKind = (typeof visitKinds)[number];

export interface NewVisit {
  /** Made by the screen: sending it twice writes once. */
  visitId: string;
  startedAt: Instant;
  endedAt?: Instant;
  kind: VisitKind;
  reason: string;
  note?: string;
  diagnosis?: { title: string; code?: string };
  vitals: Vital[];
  /** The organisation for which the doctor works at this moment; the account's own unless told. */
  orgUnitId?: OrgUnitId;
  simulated?: boolean;
}

export interface RecordedVisit {
  visitId: string;
  /** References of what was written. */
  resources: string[];
  /** Values outside the reference range, said back so that the screen can mark them. */
  notable: { kind: VitalKind; value: number; interpretation: Interpretation }[];
  /** True where this visit had been written before. */
  repeated: boolean;
}

export interface NewMeasurement {
  /** Made by the device or screen: sending it twice writes once. */
  measurementId: string;
  takenAt: Instant;
  vitals: Vital[];
  source: Source;
  device?: { id: string; name?: string };
  simulated?: boolean;
}

export interface RecordedMeasurement {
  measurementId: string;
  resources: string[];
  notable: RecordedVisit['notable'];
  repeated: boolean;
}

type PersonParams = { personId: string };

export const timelineRoute = route<{ params: PersonParams; query: TimelineQuery; reply: Timeline }>(
  'GET',
  '/api/people/:personId/timeline',
);
export const measurementsRoute = route<{ params: PersonParams; query: MeasurementsQuery; reply: Measurements }>(
  'GET',
  '/api/people/:personId/measurements',
);
export const bannerRoute = route<{ params: PersonParams; reply: Banner }>('GET', '/api/people/:personId/banner');
export const recordVisitRoute = route<{ params: PersonParams; body: NewVisit; reply: RecordedVisit }>(
  'POST',
  '/api/people/:personId/visits',
);
export const recordMeasurementRoute = route<{
  params: PersonParams;
  body: NewMeasurement;
  reply: RecordedMeasurement;
}>('POST', '/api/people/:personId/measurements');

const uuid = z.string().refine(isUuid, 'uuid');
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const vitals = z.array(z.object({ kind: z.enum(vitalKinds), value: z.number() }));

export const personParamsSchema = z.object({ personId: uuid });
export const timelineQuerySchema = z.object({
  kind: z
    .string()
    .refine((text) => text.split(',').every((kind) => (timelineKinds as readonly string[]).includes(kind)), 'kind')
    .optional(),
  from: z
    .string()
    .refine((text) => text.split(',').every((one) => (lifeSources as readonly string[]).includes(one)), 'from')
    .optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const measurementsQuerySchema = z.object({
  code: z.string().max(40).optional(),
  from: day.optional(),
  to: day.optional(),
  limit: z.coerce.number().int().min(1).max(2000).optional(),
});
export const newVisitSchema = z.object({
  visitId: uuid,
  startedAt: instant,
  endedAt: instant.optional(),
  kind: z.enum(visitKinds),
  reason: z.string().trim().min(1).max(200),
  note: z.string().trim().max(4000).optional(),
  diagnosis: z.object({ title: z.string().trim().min(1).max(200), code: z.string().max(40).optional() }).optional(),
  vitals,
  orgUnitId: uuid.transform((text) => text as OrgUnitId).optional(),
  simulated: z.boolean().optional(),
}) as z.ZodType<NewVisit>;
export const newMeasurementSchema: z.ZodType<NewMeasurement> = z.object({
  measurementId: uuid,
  takenAt: instant,
  vitals: vitals.min(1),
  source: z.enum(['clinic', 'home', 'vehicle', 'import']),
  device: z.object({ id: z.string().min(1).max(100), name: z.string().max(100).optional() }).optional(),
  simulated: z.boolean().optional(),
});

/** A bulk export or import of the asking account. */
export interface BulkJobRow {
  jobId: string;
  kind: 'export' | 'import';
  state: 'running' | 'finished' | 'failed';
  percent: number;
  startedAt: Instant;
  finishedAt?: Instant;
  /** When its files are removed. */
  expiresAt?: Instant;
  problem?: string;
  /** By type: `given` of an export, the others of an import. */
  counts: { type: string; given?: number; created?: number; updated?: number; unchanged?: number; refused?: number }[];
  /** At `/fhir/bulk-data/<jobId>/files/<position>`. */
  files: { position: number; kind: 'output' | 'deleted' | 'error'; type: string; resources: number; bytes: number }[];
}
export const bulkJobsRoute = route<{ reply: { items: BulkJobRow[] } }>('GET', '/api/bulk-jobs');

/** One fault of a view; `where` is the place inside the definition: `select[0].column[1].path`. */
export interface ViewFaultLine {
  where: string;
  message: string;
}
/** A view (SQL on FHIR v2) with its last run and the flat table `record_view.<name>` as it stands. */
export interface ViewSummary {
  name: string;
  title?: string;
  resource: string;
  version: number;
  daily: boolean;
  savedAt: Instant;
  nextRunAt?: Instant;
  run?: { state: 'running' | 'finished' | 'failed'; percent: number; startedAt: Instant; problem?: string };
  /** `own`: filled for the asking account, which alone may read its rows. */
  table?: { rows: number; seconds: number; filledAt: Instant; own: boolean };
}
export interface ViewDetail extends ViewSummary {
  /** The ViewDefinition as JSON text, as it was saved. */
  definition: string;
}
export interface ViewToSave {
  definition: string;
  daily: boolean;
}
export interface ViewRows {
  columns: { name: string; sqlType: string }[];
  rows: (string | null)[][];
  total: number;
}
interface ViewParams extends Record<string, string> {
  name: string;
}
export const viewsRoute = route<{ reply: { items: ViewSummary[] } }>('GET', '/api/record/views');
export const viewRoute = route<{ params: ViewParams; reply: ViewDetail }>('GET', '/api/record/views/:name');
export const saveViewRoute = route<{ params: ViewParams; body: ViewToSave; reply: ViewDetail }>(
  'PUT',
  '/api/record/views/:name',
);
export const deleteViewRoute = route<{ params: ViewParams; reply: null }>('DELETE', '/api/record/views/:name');
export const runViewRoute = route<{ params: ViewParams; reply: ViewSummary }>('POST', '/api/record/views/:name/run');
/** The first hundred rows, in the order of the table. */
export const viewRowsRoute = route<{ params: ViewParams; reply: ViewRows }>('GET', '/api/record/views/:name/rows');
export const checkViewRoute = route<{ body: { definition: string }; reply: { faults: ViewFaultLine[] } }>(
  'POST',
  '/api/record/view-checks',
);

export const viewNamePattern = /^[a-z][a-z0-9_]{0,50}$/;
export const viewParamsSchema = z.object({ name: z.string().regex(viewNamePattern) });
const viewText = z.string().max(200_000);
export const viewToSaveSchema: z.ZodType<ViewToSave> = z.object({ definition: viewText, daily: z.boolean() });
export const viewToCheckSchema = z.object({ definition: viewText });
