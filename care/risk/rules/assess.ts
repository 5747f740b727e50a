// Results of all models for one person: what came out, on which values it rests, and how urgent it is.
import type { InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import type { PersonValues } from './person-values.ts';

export const riskLevels = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];
const levelOfTone = { normal: 'low', attention: 'medium', dangerous: 'high' } as const;

export type Evaluator = (values: InputValues) => InstrumentResult;
export interface Assessed {
  model: string;
  result: InstrumentResult;
  level: RiskLevel | undefined;
}

export const plainValues = (values: PersonValues): InputValues => {
  const plain: Record<string, InputValues[string]> = {};
  for (const key in values) plain[key] = values[key]!.value;
  return plain;
};

export function assess(model: string, evaluate: Evaluator, plain: InputValues): Assessed {
  const result = evaluate(plain);
  return { model, result, level: result.state === 'complete' ? levelOfTone[result.outcome.tone] : undefined };
}
