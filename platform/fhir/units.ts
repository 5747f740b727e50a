// Units as people write them, from the UCUM codes of the record.

const words: Record<string, readonly [chinese: string, english: string]> = {
  'mm[Hg]': ['mmHg', 'mmHg'],
  Cel: ['℃', '°C'],
  '/min': ['次/分', '/min'],
  '{beats}/min': ['次/分', '/min'],
  '10*9/L': ['×10⁹/L', '×10⁹/L'],
  '10*12/L': ['×10¹²/L', '×10¹²/L'],
  'umol/L': ['μmol/L', 'µmol/L'],
  'ug/L': ['μg/L', 'µg/L'],
  d: ['天', 'days'],
  h: ['小时', 'h'],
  'min/wk': ['分钟/周', 'min/week'],
  'mL/min/{1.73_m2}': ['mL/min/1.73m²', 'mL/min/1.73m²'],
  a: ['岁', 'years'],
  '{pack}.a': ['包年', 'pack-years'],
  '1': ['', ''],
};

/** Annotations such as {score} are for people who write the code, not for readers. */
export function formatUnit(ucum: string, language: string): string {
  const known = words[ucum];
  if (known) return known[language === 'en' ? 1 : 0];
  return ucum
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll('[', '')
    .replaceAll(']', '');
}

/** As formatUnit, of what was observed: years are a duration there, since an age is told by the birth date. */
export const observedUnit = (ucum: string, language: string): string =>
  ucum === 'a' && language !== 'en' ? '年' : formatUnit(ucum, language);
