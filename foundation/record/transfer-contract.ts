// What crosses the wire when a person's record is summed up, taken along or brought in from elsewhere.
import { z } from 'zod';
import { isUuid, route, type Day, type Instant } from '#platform/contract.ts';

/** The patient summary (IPS) as it is read and printed: the rows of each section of the document. */
export interface SummaryReply {
  at: Instant;
  name: string;
  sex: 'male' | 'female' | 'other' | 'unknown';
  birthOn?: Day;
  /** Masked where the reader sees people masked. */
  idNumber?: string;
  phone?: string;
  keeper: string;
  simulated: boolean;
  sections: SummarySection[];
}
export interface SummarySection {
  /** LOINC code. */
  code: string;
  title: string;
  heads: readonly string[];
  rows: string[][];
  /** Instead of rows: that nothing is known. */
  sentence?: string;
}

/** `summary` is the document of the IPS, `record` all that the reader may see. */
export const exportKinds = ['summary', 'record'] as const;
export type ExportKind = (typeof exportKinds)[number];
export interface ExportReply {
  /** Without any name of the person. */
  fileName: string;
  /** A FHIR R4 Bundle: `document` or `collection`. */
  bundle: object;
  resources: number;
}

export const leftOutReasons = ['directory', 'consent', 'derived', 'identity'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** How the Patient of a file compares with the person: by ID number, else by name and day of birth. */
export const likenesses = ['same', 'alike', 'unclear', 'different'] as const;
export type Likeness = (typeof likenesses)[number];

export interface ImportReply {
  dryRun: boolean;
  /** Who the file says it is about. */
  patient: { name?: string; birthOn?: Day; idNumber?: string };
  likeness: Likeness;
  fresh: { type: string; count: number }[];
  /** Here already, unchanged. */
  standing: number;
  leftOut: { type: string; reason: LeftOutReason; count: number }[];
  /** Resources that are not valid: they are not taken. `where` is the place in the file. */
  faults: { where: string; text: string }[];
  faultTotal: number;
  written: number;
}
/** Characters of a file. */
export const largestImport = 30_000_000;
export const mostImported = 10_000;

const params = z.object({ personId: z.string().refine(isUuid, 'uuid') });
export const transferParams = params;
/** The whole record unless told. */
export const exportQuery = z.object({ kind: z.enum(exportKinds).optional() });
export const importBody = z.strictObject({
  /** The file as text. */
  content: z.string().min(2).max(largestImport),
  fileName: z.string().max(200),
  dryRun: z.boolean(),
  /** The reader has compared by eye and says that it is the same person. */
  confirmed: z.boolean(),
});
export type ImportBody = z.infer<typeof importBody>;

type PersonParams = z.infer<typeof params>;
export const summaryRoute = route<{ params: PersonParams; reply: SummaryReply }>(
  'GET',
  '/api/people/:personId/summary',
);
export const exportRoute = route<{ params: PersonParams; query: z.infer<typeof exportQuery>; reply: ExportReply }>(
  'GET',
  '/api/people/:personId/bundle',
);
export const importRoute = route<{ params: PersonParams; body: ImportBody; reply: ImportReply }>(
  'POST',
  '/api/people/:personId/bundle',
);
