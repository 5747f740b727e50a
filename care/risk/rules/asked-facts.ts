// What nobody measures and only the person can say: asked, and kept as Observations of a system of our own.
import type { Value } from '#foundation/knowledge/rules/values.ts';

export const riskFactSystem = 'urn:tianmu:fhir:risk-fact';
export const nicotineStates = ['never', 'quitOver5', 'quit1to5', 'recent', 'current'] as const;
const nicotineTexts = {
  never: '从不吸',
  quitOver5: '戒了 5 年以上',
  quit1to5: '戒了 1 到 5 年',
  recent: '戒了不到 1 年，或用电子烟',
  current: '现在吸',
};
const smoked = nicotineStates.filter((state) => state !== 'never');
/** Six steps of schooling as PLCOm2012 counts them, lowest first; the Chinese schools beside them are our own mapping. */
export const schoolings = ['middle', 'high', 'training', 'college', 'bachelor', 'master'] as const;
const schoolingTexts = {
  middle: '初中及以下',
  high: '高中、中专或职高',
  training: '高中后上过职业培训',
  college: '大专',
  bachelor: '本科',
  master: '研究生',
};

export type FactQuestion = {
  text: string;
  /** Asked only of those whose smoking is one of these. */
  ofSmoking?: readonly string[];
  /** Asked only where a model that applies takes one of these inputs from it. */
  serves?: readonly string[];
} & (
  | { kind: 'yes-no' }
  /** `texts` stand in the record beside the code. */
  | { kind: 'choice'; codes: readonly string[]; texts: Readonly<Record<string, string>> }
  | { kind: 'number'; unit: string; low: number; high: number; step: number }
);

/**
 * `text` is what stands in the record; screens have words of their own. `relative` and the years of smoking, of smoke of
 * others and of exposure have the codes under which the CT screening writes the same answers: each is asked once.
 */
export const askedFacts = {
  nicotine: { kind: 'choice', text: '吸烟', codes: nicotineStates, texts: nicotineTexts },
  cigarettes: {
    kind: 'number',
    text: '每天吸烟支数',
    unit: '{cigarettes}/d',
    low: 1,
    high: 100,
    step: 1,
    ofSmoking: smoked,
    serves: ['cigarettes', 'packYears'],
  },
  smokedYears: {
    kind: 'number',
    text: '吸烟年数',
    unit: 'a',
    low: 1,
    high: 70,
    step: 1,
    ofSmoking: smoked,
    serves: ['smokedYears', 'packYears'],
  },
  quitYears: {
    kind: 'number',
    text: '戒烟年数',
    unit: 'a',
    low: 0,
    high: 70,
    step: 1,
    ofSmoking: smoked.filter((state) => state !== 'current'),
    serves: ['quitYears'],
  },
  smokerAtHome: { kind: 'yes-no', text: '家里有人吸烟' },
  activityMinutes: { kind: 'number', text: '每周中等强度活动分钟数', unit: 'min/wk', low: 0, high: 3_000, step: 10 },
  sleepHours: { kind: 'number', text: '平均每晚睡眠小时', unit: 'h', low: 0, high: 24, step: 0.5 },
  exercises: { kind: 'yes-no', text: '每周运动三次以上，每次半小时以上' },
  ascvdRelative: { kind: 'yes-no', text: '父母或兄弟姐妹有心脑血管病' },
  diabetesRelative: { kind: 'yes-no', text: '父母、兄弟姐妹或子女有糖尿病' },
  strokeRelative: { kind: 'yes-no', text: '父母或兄弟姐妹有脑卒中' },
  relative: { kind: 'yes-no', text: '父母、子女或兄弟姐妹患肺癌', serves: ['relative'] },
  passiveYears: {
    kind: 'number',
    text: '被动吸烟年数',
    unit: 'a',
    low: 0,
    high: 80,
    step: 1,
    serves: ['passiveYears'],
  },
  exposureYears: {
    kind: 'number',
    text: '职业接触年数',
    unit: 'a',
    low: 0,
    high: 80,
    step: 1,
    serves: ['exposureYears'],
  },
  schooling: { kind: 'choice', text: '文化程度', codes: schoolings, texts: schoolingTexts, serves: ['education'] },
  antihypertensive: { kind: 'yes-no', text: '正在吃降压药' },
  lipidLowering: { kind: 'yes-no', text: '正在吃降脂药' },
} as const satisfies Record<string, FactQuestion>;
export type AskedFact = keyof typeof askedFacts;
export const askedFactKeys = Object.keys(askedFacts) as AskedFact[];
export const questionOf = (fact: AskedFact): FactQuestion => askedFacts[fact];

/** Whether it is asked of somebody who smokes like this, for models that take these inputs; unknown smoking is asked for first. */
export const isAskedOf = (fact: AskedFact, nicotine: Value | undefined, wanted: ReadonlySet<string>): boolean => {
  const { ofSmoking, serves } = questionOf(fact);
  return (
    (ofSmoking === undefined || (typeof nicotine === 'string' && ofSmoking.includes(nicotine))) &&
    (serves === undefined || serves.some((input) => wanted.has(input)))
  );
};

/** Whether this can be an answer to the question. */
export function answers(fact: AskedFact, value: unknown): value is Exclude<Value, readonly string[]> {
  const question = questionOf(fact);
  if (question.kind === 'yes-no') return typeof value === 'boolean';
  if (question.kind === 'choice') return typeof value === 'string' && question.codes.includes(value);
  return typeof value === 'number' && value >= question.low && value <= question.high;
}
