// What an annual health report says, as data: the same for the page on the phone, the desk and the printed sheet.
import type { Day } from '#platform/contract.ts';
import type { ContentStatus, LocalText } from '#foundation/knowledge/rules/content.ts';
import type { HealthIndex, IndexBand } from '../health-index.ts';
import type { IndexTermKey } from '../index-terms.ts';
import type { MeasureKey } from './measure-keys.ts';

/** `draft`: rests on no source that was checked; shown to clinicians as a draft, and to residents once a doctor signed. */
export type Mark = 'seen' | 'draft';
/** Numbers and words that a text has places for. */
export type Parameters = Record<string, string | number>;

export interface Bounds {
  atLeast?: number;
  /** Exclusive. */
  below?: number;
  /** Inclusive. */
  atMost?: number;
}
export interface Reference extends Bounds {
  source: LocalText;
  mark: Mark;
}
export interface Target extends Reference {
  measure: MeasureKey;
  /** Of the rule, or of the policy that a programme works by. */
  rule: string;
}
export interface Reading {
  value: number;
  on: Day;
  /** Of a blood pressure. */
  where?: 'home' | 'office';
}
export const arrows = ['up', 'down', 'same'] as const;
export interface Measured {
  key: MeasureKey;
  unit: string;
  digits: number;
  /** Newest of the year of the report, and newest of the year before. */
  now?: Reading;
  before?: Reading;
  arrow?: (typeof arrows)[number];
  /** Nearer to what is aimed at, or further off; absent where nothing is aimed at. */
  verdict?: 'better' | 'worse' | 'steady';
  reference?: Reference;
  target?: Target;
  /** Whether the target is met; the reference where there is no target. */
  met?: boolean;
}
export interface IndexFacts {
  state: HealthIndex['state'];
  /** One decimal. */
  score?: number;
  known: number;
  of: 8;
  band?: IndexBand;
  before?: number;
  /** Difference of the two numbers that are shown. */
  change?: number;
  terms: { key: IndexTermKey; points?: number; before?: number }[];
}
export interface Thing {
  rule: string;
  /** What it is about: a part of the index, a measure or a due examination. */
  about: string;
  parameters: Parameters;
}
export interface Risk {
  model: string;
  version: string;
  status: ContentStatus;
  disease: LocalText;
  /** Part of the body. */
  system: string;
  horizonYears: number;
  state: 'complete' | 'incomplete' | 'not-applicable';
  level?: 'low' | 'medium' | 'high';
  /** One decimal, of 100 people within the years. */
  percent?: number;
  /** What the model says of it in words; the reason where it does not apply. */
  label?: LocalText;
  missing?: LocalText[];
}
/** One chronic disease as its programme knows it. */
export interface ChronicPart {
  disease: string;
  name: LocalText;
  /** Days in the year on which staff measured or followed up. */
  visits: number;
  wantedVisits?: number;
  controlled?: boolean;
  adherence?: 'regular' | 'intermittent' | 'none';
  /** Days with medicine of days that count (PDC), of the class that was least covered. */
  covered?: { days: number; of: number };
  lastOn?: Day;
  nextDueOn?: Day;
  targets: Target[];
  source: LocalText;
  mark: Mark;
}
export interface CareUse {
  /** Encounters of the year by class of HL7 v3 ActCode: AMB, HH, IMP ...; absent where none is on record. */
  visits?: Record<string, number>;
  medicines: string[];
  vaccinations: { name: string; on: Day }[];
  costFen?: number;
}
export interface Due {
  rule: string;
  about: string;
  lastOn?: Day;
  dueOn?: Day;
  parameters: Parameters;
  source: LocalText;
  mark: Mark;
}
export const blocks = ['diet', 'exercise', 'medicine', 'mind', 'tobacco', 'follow'] as const;
export type BlockKey = (typeof blocks)[number];
export interface Advice {
  /** Id of the rule that triggered it: its text stands under `report.rx.<rule>`. */
  rule: string;
  /** Option of the published list 健康处方建议, where there is one. */
  code?: string;
  block: BlockKey;
  parameters: Parameters;
  mark: Mark;
}
export interface Goal {
  key: string;
  from: string;
  to: string;
  byOn: Day;
  mark: Mark;
}
export interface Prescription {
  problems: { measure: MeasureKey; value: number; where?: Reading['where']; target: Target }[];
  advice: Advice[];
  goals: Goal[];
}
/** A doctor read it and stands for it. */
export interface Signature {
  byName: string;
  on: Day;
  note?: string;
}
export interface ReportModel {
  form: 1;
  year: number;
  /** The record as it stood on this day. */
  asOf: Day;
  person: {
    personId: string;
    name: string;
    sex: string;
    birthOn?: Day;
    age?: number;
    villageName?: string;
  };
  simulated: boolean;
  index: IndexFacts;
  things: Thing[];
  measured: Measured[];
  risks: Risk[];
  chronic: ChronicPart[];
  use: CareUse;
  due: Due[];
  prescription?: Prescription;
  signature?: Signature;
  sources: { id: string; title: LocalText; version: string; status: ContentStatus; cite: string }[];
  gaps: { kind: 'index' | 'measure' | 'use'; about: string }[];
}
