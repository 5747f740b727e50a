// Points of a scorecard: each indicator's value against its target, dimensions in equal weight; what can't be measured counts for nothing.
import type { IndicatorCatalogue, IndicatorDefinition, Sum } from './indicator.ts';

export interface IndicatorScore extends Sum {
  indicator: string;
  /** Undefined where the denominator is nought. */
  value?: number;
  target?: number;
  /** 0 to 100. */
  score?: number;
  /** With `peers`: how many standard deviations above the mean of those who are compared, of three and more. */
  z?: number;
}
export interface Scorecard {
  /** 0 to 100, over the dimensions that could be measured. */
  score?: number;
  measured: number;
  dimensions: { dimension: string; score?: number }[];
  indicators: IndicatorScore[];
}

export const valueOf = ({ numerator, denominator }: Sum): number | undefined =>
  denominator > 0 ? numerator / denominator : undefined;

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const clip = (share: number) => Math.min(1, Math.max(0, share));

export function median(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Undefined below three values, or where they are all alike. */
export function standardScore(value: number, peers: readonly number[]): number | undefined {
  if (peers.length < 3) return undefined;
  const middle = mean(peers)!;
  const deviation = Math.sqrt(mean(peers.map((one) => (one - middle) ** 2))!);
  return deviation > 1e-9 * Math.abs(middle) ? (value - middle) / deviation : undefined;
}

/** reference: Σ w·clip(value / target, 0, 1)·100. `peers`: values of the same indicator of all who are compared. */
export function scoreIndicator(definition: IndicatorDefinition, sum: Sum, peers: readonly number[]): IndicatorScore {
  const { indicator, better } = definition;
  const value = definition.unmeasured ? undefined : valueOf(sum);
  const comparing = definition.target === 'peers';
  const target = comparing ? median(peers) : (definition.target as number);
  const z = comparing && value !== undefined ? standardScore(value, peers) : undefined;
  if (value === undefined || target === undefined || (better === 'less' ? value === 0 && target === 0 : target === 0))
    return { indicator, ...sum, ...(value !== undefined && { value }) };
  const share = better === 'more' ? value / target : value <= target ? 1 : target / value;
  return { indicator, ...sum, value, target, score: clip(share) * 100, ...(z !== undefined && { z }) };
}

/** `sums` by indicator; `peersOf` the values of everybody who is compared. */
export function scorecard(
  catalogue: IndicatorCatalogue,
  sums: ReadonlyMap<string, Sum>,
  peersOf: (indicator: string) => readonly number[],
): Scorecard {
  const indicators = catalogue.indicators.map((definition) =>
    scoreIndicator(
      definition,
      sums.get(definition.indicator) ?? { numerator: 0, denominator: 0 },
      peersOf(definition.indicator),
    ),
  );
  const scores = new Map(indicators.map((one) => [one.indicator, one.score]));
  // One figure or several: an indicator weighs once.
  const figures = Map.groupBy(catalogue.indicators, ({ indicator, alongside }) => alongside ?? indicator);
  const points = new Map(
    [...figures].map(([indicator, own]) => [indicator, mean(own.flatMap((one) => scores.get(one.indicator) ?? []))]),
  );
  const dimensions = catalogue.dimensions.map(({ dimension }) => {
    const score = mean(
      catalogue.indicators.flatMap((one) =>
        one.dimension === dimension && !one.alongside ? (points.get(one.indicator) ?? []) : [],
      ),
    );
    return { dimension, ...(score !== undefined && { score }) };
  });
  const score = mean(dimensions.flatMap((one) => (one.score === undefined ? [] : [one.score])));
  return {
    ...(score !== undefined && { score }),
    measured: [...points.values()].filter((one) => one !== undefined).length,
    dimensions,
    indicators,
  };
}
