// What nobody measures and only the person can say: asked, and kept as Observations of a system of our own.
import type { Value } from '#foundation/knowledge/rules/values.ts';

export const riskFactSystem = 'urn:tianmu:fhir:risk-fact';
export const nicotineStates = ['never', 'quitOver5', 'quit1to5', 'recent', 'current'] as const;

export type FactQuestion =
  | { kind: 'yes-no'; text: string }
  | { kind: 'choice'; text: string; codes: readonly string[] }
  | { kind: 'number'; text: string; unit: string; low: number; high: number; step: number };

/** `text` is what stands in the record; screens have words of their own. */
export const askedFacts = {
  nicotine: { kind: 'choice', text: '吸烟', codes: nicotineStates },
  smokerAtHome: { kind: 'yes-no', text: '家里有人吸烟' },
  activityMinutes: { kind: 'number', text: '每周中等强度活动分钟数', unit: 'min/wk', low: 0, high: 3_000, step: 10 },
  sleepHours: { kind: 'number', text: '平均每晚睡眠小时', unit: 'h', low: 0, high: 24, step: 0.5 },
  exercises: { kind: 'yes-no', text: '每周运动三次以上，每次半小时以上' },
  ascvdRelative: { kind: 'yes-no', text: '父母或兄弟姐妹有心脑血管病' },
  diabetesRelative: { kind: 'yes-no', text: '父母、兄弟姐妹或子女有糖尿病' },
  strokeRelative: { kind: 'yes-no', text: '父母或兄弟姐妹有脑卒中' },
  antihypertensive: { kind: 'yes-no', text: '正在吃降压药' },
  lipidLowering: { kind: 'yes-no', text: '正在吃降脂药' },
} as const satisfies Record<string, FactQuestion>;
export type AskedFact = keyof typeof askedFacts;
export const askedFactKeys = Object.keys(askedFacts) as AskedFact[];
export const questionOf = (fact: AskedFact): FactQuestion => askedFacts[fact];

/** Whether this can be an answer to the question. */
export function answers(fact: AskedFact, value: unknown): value is Exclude<Value, readonly string[]> {
  const question = questionOf(fact);
  if (question.kind === 'yes-no') return typeof value === 'boolean';
  if (question.kind === 'choice') return typeof value === 'string' && question.codes.includes(value);
  return typeof value === 'number' && value >= question.low && value <= question.high;
}
