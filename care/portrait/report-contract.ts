// What crosses the wire of annual reports: one person's report, the doctor's signature, a village's run and list, sums over people.
import { z } from 'zod';
import { route, type Instant, type Page } from '#platform/contract.ts';
import { readers, type Reader } from './rules/report/for-reader.ts';
import type { PopulationReport } from './rules/report/population.ts';
import type { ReportModel } from './rules/report/report-model.ts';

const id = z.uuid();
export const reportPermissions = {
  read: 'portrait.report.read',
  make: 'portrait.report.make',
  sign: 'portrait.report.sign',
  list: 'portrait.report.list',
  run: 'portrait.report.start',
  population: 'portrait.report.sum',
} as const;

/** Speaks while a village's reports are made; ids and counts only. */
export const reportRunTopic = 'portrait.report-run';

const year = z.coerce.number().int().min(2020).max(2100);
export const reportParams = z.object({ personId: id, year: z.string().regex(/^20[2-9]\d$/) });
export type ReportParams = z.infer<typeof reportParams>;
/** One person's report of one year. */
export interface ReportOf {
  personId: string;
  year: number;
}
export const fileParams = reportParams.extend({ kind: z.enum(readers) });

export interface PersonReport {
  year: number;
  /** Which reader the model is for; clinicians get the doctor's. */
  reader: Reader;
  /** Absent where nobody made it yet. */
  report?: {
    model: ReportModel;
    dataVersion: string;
    madeAt: Instant;
    madeByName: string;
    /** Rules that the doctor kept; absent where nobody signed. */
    kept?: string[];
  };
  /** Years of which there is a report, newest first. */
  years: number[];
  mayMake: boolean;
  maySign: boolean;
}
export interface MadeReport extends PersonReport {
  /** False where the record says what it said. */
  changed: boolean;
}

export const signBody = z.strictObject({
  /** Of the report that was read: another one is not signed. */
  dataVersion: z.string().max(80),
  /** Ids of the pieces of advice and goals that stay. */
  kept: z.array(z.string().max(60)).max(60),
  note: z.string().trim().max(300).optional(),
});
export type SignBody = z.infer<typeof signBody>;

export interface ReportRun {
  runId: string;
  villageId: string;
  year: number;
  startedAt: Instant;
  startedByName: string;
  total: number;
  done: number;
  made: number;
  unchanged: number;
  failures: { personId: string; name: string; code: string }[];
  finishedAt?: Instant;
}
export interface ReportRow {
  personId: string;
  name: string;
  age?: number;
  score?: number;
  madeAt: Instant;
  signed: boolean;
}
export const villageQuery = z.object({ villageId: id, year, page: id.optional() });
export type VillageQuery = z.infer<typeof villageQuery>;
export interface VillageReports extends Page<ReportRow> {
  run?: ReportRun;
}
export interface ReportVillages {
  villages: { villageId: string; name: string; townshipId: string; townshipName: string; people: number }[];
  mayRun: boolean;
}
export const runBody = z.strictObject({ villageId: id, year });
export type RunBody = z.infer<typeof runBody>;
export const populationQuery = z.object({ year, villageId: id.optional(), townshipId: id.optional() });
export type PopulationQuery = z.infer<typeof populationQuery>;

const person = '/api/people/:personId/annual-reports/:year' as const;
export const reportRoutes = {
  person: route<{ params: ReportParams; reply: PersonReport }>('GET', person),
  make: route<{ params: ReportParams; reply: MadeReport }>('POST', person),
  sign: route<{ params: ReportParams; body: SignBody; reply: PersonReport }>('POST', `${person}/signature`),
  villages: route<{ reply: ReportVillages }>('GET', '/api/annual-reports/villages'),
  village: route<{ query: VillageQuery; reply: VillageReports }>('GET', '/api/annual-reports'),
  run: route<{ body: RunBody; reply: { run: ReportRun } }>('POST', '/api/annual-reports/runs'),
  population: route<{ query: PopulationQuery; reply: PopulationReport }>('GET', '/api/annual-reports/population'),
} as const;
export const reportFilePath = `${person}/:kind` as const;
export const reportFileOf = (personId: string, of: number, kind: Reader): string =>
  `/api/people/${personId}/annual-reports/${of}/${kind}`;
