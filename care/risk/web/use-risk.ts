// The query behind risk screens, and results reckoned again in the browser with something changed.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { riskRoutes, type PersonRisk, type RiskResult } from '../contract.ts';
import { scoreIf, type Evaluate, type WhatIf } from '../rules/levers.ts';

export const riskKey = (personId: string) => ['risk', personId] as const;

export function useRisk(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: riskKey(personId),
    queryFn: ({ signal }) => api.call(riskRoutes.person, { params: { personId }, signal }),
  });
}

export const valuesOf = ({ values }: Pick<PersonRisk, 'values'>): InputValues =>
  Object.fromEntries(values.map(({ key, value }) => [key, value]));

/** The model of one result, to reckon it again; nothing where it was not sent. */
export function evaluatorOf(risk: PersonRisk, { model }: Pick<RiskResult, 'model'>): Evaluate | undefined {
  const instrument = risk.instruments.find(({ id }) => id === model);
  return instrument && ((values) => evaluateInstrument(instrument, values));
}

/** The score of one result with these changes; nothing where the model is not complete. */
export const useScoreIf = (risk: PersonRisk, result: Pick<RiskResult, 'model'>, whatIf: WhatIf): number | undefined =>
  useMemo(() => {
    const evaluate = evaluatorOf(risk, result);
    return evaluate && scoreIf(evaluate, valuesOf(risk), whatIf);
  }, [risk, result, whatIf]);
