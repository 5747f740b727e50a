// The risk models that are run: which instrument, for which disease and part of the body, over which time, and what can be changed.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';

/** Parts of the body picture. */
export const bodySystems = ['heart', 'brain', 'pancreas', 'kidney', 'liver', 'lung'] as const;
export type BodySystem = (typeof bodySystems)[number];

/** What a person can change, with the value that the guideline aims at (levers.ts). */
export const leverKeys = ['smoking', 'systolic', 'weight', 'cholesterol'] as const;
export type LeverKey = (typeof leverKeys)[number];

export const riskLevels = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

export interface RiskModel {
  /** Id of the instrument in the knowledge base. */
  id: string;
  disease: LocalText;
  system: BodySystem;
  /** Years over which it predicts; 0 is what stands now. */
  horizonYears: number;
  levers: readonly LeverKey[];
  /** Which way of its number is worse; upwards unless told. */
  worse?: 'lower';
  /** Outcomes whose own words say more than the tone of their row. */
  levels?: Readonly<Record<string, RiskLevel>>;
}
/** Two models of the same disease stand beside each other: the first one is the one that people are recalled by. */
export const riskModels: readonly RiskModel[] = [
  {
    id: 'china-par-10y',
    disease: { zh: '心脑血管病', en: 'Heart attack and stroke' },
    system: 'heart',
    horizonYears: 10,
    levers: ['smoking', 'systolic', 'cholesterol', 'weight'],
  },
  {
    id: 'who-cvd-2019-east-asia',
    disease: { zh: '心脑血管病（世卫组织）', en: 'Heart attack and stroke (WHO)' },
    system: 'heart',
    horizonYears: 10,
    levers: ['smoking', 'systolic', 'cholesterol'],
  },
  {
    id: 'stroke-eight-factor',
    disease: { zh: '脑卒中', en: 'Stroke' },
    system: 'brain',
    horizonYears: 0,
    levers: ['smoking', 'weight'],
  },
  {
    id: 'ncdrs',
    disease: { zh: '2型糖尿病', en: 'Type 2 diabetes' },
    system: 'pancreas',
    horizonYears: 0,
    levers: ['systolic', 'weight'],
    // Its own words: high risk, a glucose tolerance test is due.
    levels: { positive: 'high' },
  },
  {
    id: 'ckd-epi-2021',
    disease: { zh: '慢性肾脏病', en: 'Kidney disease' },
    system: 'kidney',
    horizonYears: 0,
    levers: [],
    worse: 'lower',
  },
  { id: 'fib-4', disease: { zh: '肝纤维化', en: 'Liver fibrosis' }, system: 'liver', horizonYears: 0, levers: [] },
  {
    id: 'plcom2012',
    disease: { zh: '肺癌', en: 'Lung cancer' },
    system: 'lung',
    horizonYears: 6,
    levers: ['smoking'],
  },
  {
    id: 'lung-cancer-screening',
    disease: { zh: '肺癌筛查', en: 'Lung cancer screening' },
    system: 'lung',
    horizonYears: 0,
    levers: [],
    // Its own words: high risk, low-dose CT is advised.
    levels: { invite: 'high' },
  },
];
