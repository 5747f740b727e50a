// What crosses the wire of the indicators: scorecards of a month, the facts behind a number, the run that counts them.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';
import type { Fact, IndicatorCatalogue } from './rules/indicator.ts';
import type { Scorecard } from './rules/score.ts';

export const comparedBy = ['county', 'township', 'team', 'vehicle'] as const;
export type ComparedBy = (typeof comparedBy)[number];
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const name = z.string().regex(/^[a-z-]{2,40}$/);
export const catalogueParams = z.object({ catalogue: name });
export const scorecardsQuery = z.object({ month, by: z.enum(comparedBy) });
export type ScorecardsQuery = z.infer<typeof scorecardsQuery>;
export interface ScorecardRow extends Scorecard {
  id: string;
  name: string;
}
export interface CountingRun {
  state: 'never' | 'running' | 'done' | 'failed';
  done: number;
  of: number;
  finishedAt?: string;
}
export interface ScorecardsReply {
  month: string;
  by: ComparedBy;
  catalogue: IndicatorCatalogue;
  rows: ScorecardRow[];
  run: CountingRun;
}
export const trendQuery = z.object({
  by: z.enum(comparedBy),
  id: z.uuid(),
  months: z.coerce.number().int().min(2).max(24),
});
export type TrendQuery = z.infer<typeof trendQuery>;
export interface TrendReply {
  points: { month: string; score?: number; indicators: { indicator: string; value?: number }[] }[];
}
export const factsQuery = z.object({
  month,
  indicator: z.string().regex(/^[A-Z]\d{1,2}[a-z]?$/),
  by: z.enum(comparedBy),
  id: z.uuid(),
  /** Only those that count against it. */
  short: z.enum(['yes']).optional(),
  page: z.coerce.number().int().min(0).optional(),
});
export type FactsQuery = z.infer<typeof factsQuery>;
export interface FactRow extends Fact {
  itemOn: Day;
  townshipName: string;
  villageName?: string;
  vehicleName?: string;
  teamName?: string;
}
export interface FactsReply {
  items: FactRow[];
  total: number;
  next?: number;
}
export const recountBody = z.strictObject({ month });
export type RecountBody = z.infer<typeof recountBody>;

type InCatalogue = { catalogue: string };
export const indicatorRoutes = {
  scorecards: route<{ params: InCatalogue; query: ScorecardsQuery; reply: ScorecardsReply }>(
    'GET',
    '/api/indicators/:catalogue/scorecards',
  ),
  trend: route<{ params: InCatalogue; query: TrendQuery; reply: TrendReply }>(
    'GET',
    '/api/indicators/:catalogue/trend',
  ),
  facts: route<{ params: InCatalogue; query: FactsQuery; reply: FactsReply }>(
    'GET',
    '/api/indicators/:catalogue/facts',
  ),
  /** Counts a month anew in the background; asked twice, it runs once. */
  recount: route<{ params: InCatalogue; body: RecountBody; reply: CountingRun }>(
    'POST',
    '/api/indicators/:catalogue/runs',
  ),
} as const;
/** The scorecards as a sheet. */
export const scorecardSheetPath = '/api/indicators/:catalogue/scorecards.xlsx';
