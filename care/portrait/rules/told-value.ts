// A value of an instrument's input as it is read: with its unit, or the words of its option.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { InstrumentInput } from '#foundation/knowledge/rules/instrument.ts';
import type { KnownValue } from './health-index.ts';
import { same, type TagInput } from './tag.ts';

const yes = { zh: '是', en: 'Yes' };
const no = { zh: '否', en: 'No' };
/** UCUM codes whose printed form differs. */
const printed: Readonly<Record<string, LocalText>> = {
  'mm[Hg]': same('mmHg'),
  'kg/m2': same('kg/m²'),
  'umol/L': same('μmol/L'),
  'min/wk': { zh: '分钟', en: 'min a week' },
  h: { zh: '小时', en: 'h' },
  '{cigarettes}/d': { zh: '支/天', en: 'a day' },
  '{pack}.a': { zh: '包年', en: 'pack-years' },
  a: { zh: '岁', en: 'years' },
  '{score}': { zh: '分', en: 'points' },
  '1': same(''),
};

const years: LocalText = { zh: '年', en: 'years' };

/** Years are an age in one place, and a time in all others. */
function unitOf(input: InstrumentInput): LocalText {
  if (!('unit' in input)) return same('');
  return input.unit === 'a' && input.key !== 'age' ? years : (printed[input.unit] ?? same(input.unit));
}

export function toldValue(input: InstrumentInput, value: KnownValue['value']): LocalText {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') {
    const unit = unitOf(input);
    const number = String(Math.round(value * 100) / 100);
    return { zh: `${number} ${unit.zh}`.trim(), en: `${number} ${unit.en}`.trim() };
  }
  const option = 'options' in input ? input.options.find(({ code }) => code === value) : undefined;
  return option?.label ?? same(String(value));
}

export const inputOf = (input: InstrumentInput, known: KnownValue): TagInput => ({
  label: input.label,
  value: toldValue(input, known.value),
  ...(known.at && { at: known.at }),
  ...(known.observations?.[0] && { resource: `Observation/${known.observations[0]}` }),
});
