// The words that a report is told with: given by the reader's screen, or by the printer on the server.
import type { Day } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { boundText, rounded } from './measures.ts';
import type { Bounds, Measured, Parameters, Reading, Risk } from './report-model.ts';

export interface ReportWords {
  /** Texts of `report.*`, units and days among them. */
  t(key: string, parameters?: Parameters): string;
  text(text: LocalText): string;
}

/** UCUM as people write it. */
export const unitText = (ucum: string, { t }: ReportWords): string => t(`report.unit.${ucum}`);
const partsOf = (on: Day) => {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  return { year, month, day };
};
export const dateText = (on: Day, { t }: ReportWords): string => t('report.date', partsOf(on));
/** Where the year stands beside it. */
export const shortDateText = (on: Day, { t }: ReportWords): string => t('report.shortDate', partsOf(on));

export const valueText = ({ digits, unit }: Pick<Measured, 'digits' | 'unit'>, value: number, words: ReportWords) =>
  `${value.toFixed(digits)}${unit === '%' ? '' : ' '}${unitText(unit, words)}`.trim();

/** A blood pressure tells where it was measured. */
export const readingText = (
  measure: Pick<Measured, 'digits' | 'unit'>,
  { value, where }: Pick<Reading, 'value' | 'where'>,
  words: ReportWords,
): string => {
  const text = valueText(measure, value, words);
  return where ? words.t('report.measuredWhere', { value: text, where: words.t(`report.where.${where}`) }) : text;
};

/** A range as people write it: 18.5–23.9 where 24 itself is outside. */
export function boundsText(bounds: Bounds, digits: number): string {
  const { atLeast, below, atMost } = bounds;
  const last = atMost ?? (below === undefined ? undefined : rounded(below - 10 ** -digits, digits));
  return atLeast !== undefined && last !== undefined ? `${atLeast}–${last}` : boundText(bounds);
}

/** By how much, and whether that is better. */
export function changeText({ now, before, digits, verdict }: Measured, { t }: ReportWords): string {
  if (!now || !before) return t('report.noComparison');
  const difference = rounded(now.value - before.value, digits);
  const moved =
    difference === 0
      ? t('report.same')
      : t(difference > 0 ? 'report.rose' : 'report.fell', { by: Math.abs(difference).toFixed(digits) });
  return verdict && verdict !== 'steady' ? t('report.changeWith', { moved, verdict: t(`report.${verdict}`) }) : moved;
}

/** One decimal; below one in a hundred it says so instead of nobody. */
export function peopleText({ percent = 0, horizonYears, disease }: Risk, words: ReportWords): string {
  const people = Math.round(percent);
  const parameters = { people, years: horizonYears, disease: words.text(disease), percent: percent.toFixed(1) };
  if (people === 0) return words.t('report.peopleFew', parameters);
  return words.t('report.people', parameters);
}
