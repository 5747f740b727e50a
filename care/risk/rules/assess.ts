// Results of all models for one person: what came out, on which values it rests, and how urgent it is.
import type { InstrumentResult, Outcome } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import { riskModels, type RiskLevel } from './models.ts';
import type { PersonValues } from './person-values.ts';

const levelOfTone = { normal: 'low', attention: 'medium', dangerous: 'high' } as const;
const ownLevels = new Map(riskModels.map(({ id, levels }) => [id, levels]));

/** As the model itself calls it, else by how urgent it is. */
export const levelOf = (model: string, { code, tone }: Pick<Outcome, 'code' | 'tone'>): RiskLevel =>
  ownLevels.get(model)?.[code] ?? levelOfTone[tone];

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
  return { model, result, level: result.state === 'complete' ? levelOf(model, result.outcome) : undefined };
}
