// Bands of vital signs and laboratory values: normal, attention, dangerous, each with what to do.
import type { ContentHead, LocalText } from './content.ts';
import type { ToneBand } from './form.ts';

export interface ValueRange {
  /** Named by `bandsOf` of a form's item. */
  key: string;
  label: LocalText;
  loinc: readonly string[];
  /** UCUM. */
  unit: string;
  /** Inclusive; outside is a typing error. */
  range: readonly [low: number, high: number];
  bands: readonly ToneBand[];
}
export interface ValueRanges extends ContentHead {
  ranges: readonly ValueRange[];
}
