// What crosses the wire of the knowledge base: forms, instruments, interaction rules and medicines, each with its proof and status.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';
import type { ContentStatus, LocalText, Review } from './rules/content.ts';
import type { Signature } from './rules/signature.ts';
import type { FormDefinition } from './rules/form.ts';
import type { Instrument } from './rules/instrument.ts';
import type { CheckedPerson, InteractionRules } from './rules/interaction.ts';
import type { MedicineList } from './rules/medicine.ts';
import type { ValueRanges } from './rules/ranges.ts';
import type { SeriesPlan, VaccinatedChild, VaccineSchedule } from './rules/vaccine-schedule.ts';
import type { InputValues, Value } from './rules/values.ts';

/** In the order of the list. */
export const contentKindNames = [
  'instrument',
  'decision-table',
  'form',
  'interactions',
  'medicines',
  'ranges',
  'schedule',
] as const;
export type ContentKind = (typeof contentKindNames)[number];
export interface ContentSummary {
  kind: ContentKind;
  id: string;
  version: string;
  /** As signatures make it. */
  status: ContentStatus;
  title: LocalText;
  validFrom: string;
  /** First source cited. */
  source: string;
  claims: number;
  /** Claims that nobody has confirmed. */
  unconfirmed: number;
  vectors: number;
  /** Of a table or instrument: combinations of which each was proved to reach exactly one row. */
  combinations?: number;
  reviews: readonly Review[];
}

/** A worked example with its expected result and where it comes from. */
export interface InstrumentVector {
  name: string;
  values: InputValues;
  history?: readonly InputValues[];
  expect:
    | { state: 'complete'; row?: string; score?: number; tolerance?: number; derived?: Readonly<Record<string, Value>> }
    | { state: 'incomplete'; missing?: readonly string[]; implausible?: readonly string[] }
    | { state: 'not-applicable' };
  origin: 'paper' | 'official-output' | 'independent-implementation' | 'computed' | 'reference';
}
export interface InteractionVector {
  name: string;
  person: CheckedPerson;
  /** Ids of the rules that speak, no others. */
  expect: readonly string[];
}
export interface ScheduleVector {
  name: string;
  child: VaccinatedChild;
  on: Day;
  /** By series; what is left out is not compared. */
  expect: Readonly<
    Record<
      string,
      { state?: SeriesPlan['state']; counted?: number; number?: number; earliestOn?: Day; recommendedOn?: Day }
    >
  >;
}
export interface ContentSheet<Content, Vector> {
  content: Content;
  vectors: readonly Vector[];
  /** From the file, and of the signatures that count. */
  reviews: readonly Review[];
  /** One page for clinicians, Markdown in Chinese. */
  note: string;
  kind: ContentKind;
  /** Fingerprint of content, worked examples and note: what a signature holds for. */
  hash: string;
  /** All of this version; those of an earlier wording no longer count. */
  signatures: readonly (Signature & { counts: boolean })[];
  /** As signatures make it. */
  effective: ContentStatus;
}
export type InstrumentSheet = ContentSheet<Instrument, InstrumentVector> & { combinations: number };
export type ScheduleSheet = ContentSheet<VaccineSchedule, ScheduleVector>;
export type InteractionSheet = ContentSheet<InteractionRules, InteractionVector>;

const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/);
export const contentParams = z.object({ id: slug, version: slug });
export const signParams = contentParams.extend({ kind: z.enum(contentKindNames) });
/** A rejection says why. */
export const signBody = z
  .object({
    signatureId: z.uuid(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    verdict: z.enum(['approved', 'rejected']),
    note: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ verdict, note }) => verdict === 'approved' || note !== undefined, { path: ['note'] });
export type SignBody = z.infer<typeof signBody>;
export type SignedReply = Pick<ContentSheet<unknown, unknown>, 'hash' | 'signatures' | 'reviews' | 'effective'>;

type Named = Record<'id' | 'version', string>;
export const knowledgeRoutes = {
  /** Everything in the knowledge base, newest version of each first. */
  contents: route<{ reply: { contents: ContentSummary[] } }>('GET', '/api/knowledge/contents'),
  /** Forms in force, whole: a device keeps them for work without a network. */
  forms: route<{ reply: { forms: FormDefinition[] } }>('GET', '/api/knowledge/forms'),
  form: route<{ params: Named; reply: ContentSheet<FormDefinition, never> }>(
    'GET',
    '/api/knowledge/forms/:id/:version',
  ),
  /** Instruments and decision tables in force, whole. */
  instruments: route<{ reply: { instruments: Instrument[] } }>('GET', '/api/knowledge/instruments'),
  instrument: route<{ params: Named; reply: InstrumentSheet }>('GET', '/api/knowledge/instruments/:id/:version'),
  interactions: route<{ reply: InteractionSheet }>('GET', '/api/knowledge/interactions'),
  medicines: route<{ reply: ContentSheet<MedicineList, never> }>('GET', '/api/knowledge/medicines'),
  ranges: route<{ reply: ContentSheet<ValueRanges, never> }>('GET', '/api/knowledge/ranges'),
  schedule: route<{ params: Named; reply: ScheduleSheet }>('GET', '/api/knowledge/schedules/:id/:version'),
  /** Signs one version as it was shown; the same id again is the same signature. */
  sign: route<{ params: Named & { kind: ContentKind }; body: SignBody; reply: SignedReply }>(
    'POST',
    '/api/knowledge/contents/:kind/:id/:version/signatures',
  ),
  /** Entries for review.json: those of the file, and of the signatures that count. */
  reviews: route<{ params: Named & { kind: ContentKind }; reply: { reviews: Review[] } }>(
    'GET',
    '/api/knowledge/contents/:kind/:id/:version/reviews',
  ),
  /** The form as a FHIR R4 resource. */
  questionnaire: route<{ params: Named; reply: Record<string, unknown> }>(
    'GET',
    '/api/knowledge/forms/:id/:version/questionnaire',
  ),
} as const;
