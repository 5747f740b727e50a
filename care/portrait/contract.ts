// What crosses the wire of health index and portrait: the index with its parts, the tags with their grounds, lists of who lacks what.
import { z } from 'zod';
import { route, type Day, type Instant, type Page } from '#platform/contract.ts';
import type { ContentStatus, LocalText } from '#foundation/knowledge/rules/content.ts';
import type { InstrumentInput } from '#foundation/knowledge/rules/instrument.ts';
import type { Value } from '#foundation/knowledge/rules/values.ts';
import { nicotineStates } from './rules/asked.ts';
import type { BodySystem } from './rules/body-system.ts';
import type { HealthIndex, IndexTerm, KnownValue } from './rules/health-index.ts';
import type { Tag, TagInput, TagTone } from './rules/tag.ts';

const id = z.uuid();
export const permissions = {
  read: 'portrait.index.read',
  answer: 'portrait.fact.write',
  frailty: 'portrait.frailty.write',
  portrait: 'portrait.tag.read',
  lacks: 'portrait.lack.list',
  run: 'portrait.run.start',
  runRead: 'portrait.run.read',
} as const;
export const personParams = z.object({ personId: id });

type OnWire<Known extends { at?: Date }> = Omit<Known, 'at'> & { at?: Instant };
export type TermTold = OnWire<Omit<IndexTerm, 'inputs'>> & {
  label: LocalText;
  /** What gives all hundred points. */
  full?: LocalText;
  inputs: (OnWire<KnownValue> & { key: string; label: LocalText; told: LocalText })[];
  /** What is missing, in words, and whether the person can say it themselves. */
  lacks: { key: string; label: LocalText; how: 'ask' | 'measure' | 'laboratory' | 'examine' }[];
};
export interface IndexTrendPoint {
  /** End of a year, or today. */
  on: Day;
  state: HealthIndex['state'];
  score?: number;
  known: number;
}
export type Standing =
  | {
      state: 'known';
      /** Per cent of the group that stand below. */
      percentile: number;
      people: number;
      ageFrom: number;
      ageTo?: number;
      sex: string;
      townshipName: string;
    }
  | { state: 'too-few'; people: number; fewest: number };
export interface FrailtyTold {
  state: 'known' | 'too-few';
  score?: number;
  band?: LocalText;
  known: number;
  of: number;
  status: ContentStatus;
  /** What the clinic can still ask or examine. */
  items: InstrumentInput[];
  values: Record<string, OnWire<KnownValue>>;
}
export interface PersonIndexReply {
  state: HealthIndex['state'];
  score?: number;
  known: number;
  of: 8;
  band?: { key: string; label: LocalText };
  status: ContentStatus;
  version: string;
  /** Where the table was published. */
  source: string;
  terms: TermTold[];
  /** Oldest first; today last. */
  trend: IndexTrendPoint[];
  standing?: Standing;
  /** From 65, to clinicians. */
  frailty?: FrailtyTold;
  mayAnswer: boolean;
  mayExamine: boolean;
}

export const answersBody = z.strictObject({
  /** Made by the screen: sent twice, it is written once. */
  answersId: id,
  answers: z
    .strictObject({
      nicotine: z.enum(nicotineStates).optional(),
      smokerAtHome: z.boolean().optional(),
      activityMinutes: z.number().min(0).max(3_000).optional(),
      sleepHours: z.number().min(0).max(24).optional(),
      antihypertensive: z.boolean().optional(),
      lipidLowering: z.boolean().optional(),
    })
    .refine((given) => Object.keys(given).length > 0, 'portrait.nothing-answered'),
});
export type AnswersBody = z.infer<typeof answersBody>;
/** What who examines somebody finds: the diet sum, and items of the frailty index by their keys. */
export const examinedBody = z.strictObject({
  answersId: id,
  dashSum: z.number().int().min(8).max(40).optional(),
  frailty: z.record(z.string().max(40), z.union([z.boolean(), z.string().max(40)])).optional(),
});
export type ExaminedBody = z.infer<typeof examinedBody>;

export type TagTold = Omit<Tag, 'inputs'> & { inputs: OnWire<TagInput>[]; source: string };
export interface PortraitReply {
  tags: TagTold[];
  systems: { system: BodySystem; tone?: TagTone }[];
  at: Instant;
}

export const lackKinds = ['record', 'index', 'report'] as const;
export type LackKind = (typeof lackKinds)[number];
export const lacksQuery = z.object({
  what: z.enum(lackKinds),
  villageId: id.optional(),
  text: z.string().trim().max(100).optional(),
  page: z.string().max(120).optional(),
});
export type LacksQuery = z.infer<typeof lacksQuery>;
export interface LackRow {
  personId: string;
  name: string;
  age?: number;
  sex: string;
  villageName: string;
  townshipName: string;
  /** Parts of the index that are known. */
  known: number;
  score?: number;
  recordedOn?: Day;
}
export interface LacksReply extends Page<LackRow> {
  year: number;
  /** The list holds people who were counted; a walk through everybody counts all. */
  villages: { villageId: string; name: string; people: number; record: number; index: number; report: number }[];
}
export interface IndexRun {
  runId: string;
  startedAt: Instant;
  /** Absent: it began by itself. */
  startedByName?: string;
  done: number;
  total: number;
  finishedAt?: Instant;
}

export const portraitRoutes = {
  index: route<{ params: { personId: string }; reply: PersonIndexReply }>('GET', '/api/people/:personId/health-index'),
  answer: route<{ params: { personId: string }; body: AnswersBody; reply: PersonIndexReply }>(
    'POST',
    '/api/people/:personId/health-index/answers',
  ),
  examined: route<{ params: { personId: string }; body: ExaminedBody; reply: PersonIndexReply }>(
    'POST',
    '/api/people/:personId/health-index/findings',
  ),
  portrait: route<{ params: { personId: string }; reply: PortraitReply }>('GET', '/api/people/:personId/portrait'),
  lacks: route<{ query: LacksQuery; reply: LacksReply }>('GET', '/api/portrait/lacks'),
  run: route<{ reply: { last?: IndexRun } }>('GET', '/api/portrait/run'),
  startRun: route<{ reply: { last?: IndexRun } }>('POST', '/api/portrait/run'),
} as const;
export const lacksSheetPath = '/api/portrait/lacks-sheet';
export const runTopic = 'portrait.run';
export type { Value };
