// Names of the facts that rules read, with their units, for screens and sheets.
export const factUnits: Readonly<Record<string, string>> = {
  age: 'a',
  systolic: 'mm[Hg]',
  diastolic: 'mm[Hg]',
  peakSystolic: 'mm[Hg]',
  peakDiastolic: 'mm[Hg]',
  homeMeanSystolic: 'mm[Hg]',
  homeMeanDiastolic: 'mm[Hg]',
  fastingGlucose: 'mmol/L',
  peakGlucose: 'mmol/L',
  lowestGlucose: 'mmol/L',
  lowestSaturation: '%',
  haemoglobinA1c: '%',
  filtrationRate: 'mL/min/{1.73_m2}',
  overdueDays: 'd',
};
