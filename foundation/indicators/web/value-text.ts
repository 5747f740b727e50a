// A value of an indicator in words: a share in per cent, anything else with its unit.
import type { IndicatorDefinition } from '../rules/indicator.ts';

export function valueText(value: number | undefined, unit: IndicatorDefinition['unit'], unitWord: string): string {
  if (value === undefined) return '—';
  return unit === 'share' ? `${(value * 100).toFixed(1)}%` : `${value.toFixed(1)} ${unitWord}`;
}
export const scoreText = (score: number | undefined): string => (score === undefined ? '—' : score.toFixed(1));
