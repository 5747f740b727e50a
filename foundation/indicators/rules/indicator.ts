// What an indicator is: a numerator over a denominator, both said in words, with a version; and a fact that counts into it.
import type { Day } from '#platform/contract.ts';

export interface Words {
  'zh-CN': string;
  en: string;
}
export interface IndicatorDefinition {
  /** N1, T2 ...: unique in its catalogue. */
  indicator: string;
  dimension: string;
  /** Goes up whenever what is counted changes; facts keep the version under which they were made. */
  version: number;
  name: Words;
  numerator: Words;
  denominator: Words;
  /** `share`: 0 to 1; otherwise a number of this unit for each of the denominator. */
  unit: 'share' | 'kilometres' | 'yuan';
  better: 'more' | 'less';
  /** Reached: full points. `peers`: the median of those who are compared. */
  target: number | 'peers';
  /** A second figure of that indicator: shown with it, and their points together are its points. */
  alongside?: string;
  /** Why it can't be measured yet; it then counts for nothing. */
  unmeasured?: Words;
}
export interface IndicatorDimension {
  dimension: string;
  name: Words;
}
/** Dimensions weigh alike, and so do the indicators inside of one. */
export interface IndicatorCatalogue {
  catalogue: string;
  name: Words;
  /** Where the indicators come from. */
  source: Words;
  dimensions: readonly IndicatorDimension[];
  indicators: readonly IndicatorDefinition[];
}

/** `visit` ...: what the item is; screens open it. */
export interface Fact {
  itemKind: string;
  itemId: string;
  itemOn: Day;
  vehicleId?: string;
  teamId?: string;
  townshipId: string;
  villageId?: string;
  numerator: number;
  denominator: number;
  /** Ids, kinds, counts and times that show how it came about; never names or values of people. */
  detail?: Record<string, string | number | boolean>;
}
export interface Sum {
  numerator: number;
  denominator: number;
}
