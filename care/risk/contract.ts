// What crosses the wire of risk prediction: results of a person with the values they rest on, answers, recall lists, runs.
import { z } from 'zod';
import { route, type Instant, type Page } from '#platform/contract.ts';
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { Value } from '#foundation/knowledge/rules/values.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { riskLevels, riskModels, type BodySystem, type LeverKey, type RiskLevel } from './rules/models.ts';
import { answers, askedFactKeys, type AskedFact } from './rules/asked-facts.ts';
import type { Origin } from './rules/person-values.ts';

const id = z.uuid();
export const permissions = {
  read: 'risk.assessment.read',
  answer: 'risk.fact.write',
  list: 'risk.recall.list',
  run: 'risk.run.start',
  runRead: 'risk.run.read',
} as const;

export interface RiskResult {
  model: string;
  disease: LocalText;
  system: BodySystem;
  horizonYears: number;
  levers: readonly LeverKey[];
  level?: RiskLevel;
  result: InstrumentResult;
}
export interface RiskValue {
  key: string;
  value: Value;
  origin: Origin;
  at?: Instant;
}
export interface PersonRisk {
  results: RiskResult[];
  values: RiskValue[];
  /** With which the browser reckons again what would change. */
  instruments: Instrument[];
  /** Which of the questions this reader may answer. */
  mayAnswer: boolean;
}
export const personParams = z.object({ personId: id });
export const answersBody: z.ZodType<AnswersBody> = z.strictObject({
  /** Made by the screen: sent twice, it is written once. */
  answersId: id,
  answers: z
    .partialRecord(z.enum(askedFactKeys), z.union([z.boolean(), z.number(), z.string().max(40)]))
    .refine((given) => Object.entries(given).every(([fact, value]) => answers(fact as AskedFact, value)), 'answer'),
});
export type AnswersBody = { answersId: string; answers: Partial<Record<AskedFact, boolean | number | string>> };

/** The gravest first, or by when somebody was assessed. */
export const recallSorts = ['risk', 'oldest', 'newest'] as const;
export type RecallSort = (typeof recallSorts)[number];
export const recallQuery = z.object({
  model: z.enum(riskModels.map(({ id: model }) => model) as [string, ...string[]]),
  level: z.enum(riskLevels).optional(),
  villageId: id.optional(),
  teamId: id.optional(),
  /** Part of a name, as people are found everywhere. */
  text: z.string().trim().max(100).optional(),
  sort: z.enum(recallSorts).optional(),
  page: z.string().max(120).optional(),
});
export type RecallQuery = z.infer<typeof recallQuery>;
export interface RecallRow {
  personId: string;
  name: string;
  age?: number;
  villageName: string;
  /** The team of the village. */
  teamName?: string;
  level: RiskLevel;
  score?: number;
  unit?: string;
  assessedAt: Instant;
  /** The recall that is under way. */
  orderId?: string;
}
export interface RecallReply extends Page<RecallRow> {
  villages: { villageId: string; name: string; medium: number; high: number; assessed: number }[];
  /** Of the reader's villages. */
  teams: { teamId: string; name: string }[];
}
export const recallBody = z.strictObject({ model: recallQuery.shape.model, personIds: z.array(id).min(1).max(200) });
export type RecallBody = z.infer<typeof recallBody>;

export interface RiskRun {
  runId: string;
  startedAt: Instant;
  /** Absent: it began by itself. */
  startedByName?: string;
  done: number;
  total: number;
  finishedAt?: Instant;
}

export const riskRoutes = {
  person: route<{ params: { personId: string }; reply: PersonRisk }>('GET', '/api/people/:personId/risk'),
  answer: route<{ params: { personId: string }; body: AnswersBody; reply: PersonRisk }>(
    'POST',
    '/api/people/:personId/risk/answers',
  ),
  recall: route<{ query: RecallQuery; reply: RecallReply }>('GET', '/api/risk/recall'),
  placeRecalls: route<{ body: RecallBody; reply: { placed: number; standing: number } }>('POST', '/api/risk/recall'),
  run: route<{ reply: { last?: RiskRun } }>('GET', '/api/risk/run'),
  startRun: route<{ reply: { last?: RiskRun } }>('POST', '/api/risk/run'),
} as const;
export const recallSheetPath = '/api/risk/recall-sheet';
export const runTopic = 'risk.run';
