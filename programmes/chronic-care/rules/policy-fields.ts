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

/** As other systems' screens show them; ours have catalogues of their own. */
const factNames: Readonly<Record<string, string>> = {
  age: '年龄',
  systolic: '收缩压',
  diastolic: '舒张压',
  peakSystolic: '最高收缩压',
  peakDiastolic: '最高舒张压',
  homeMeanSystolic: '家庭平均收缩压',
  homeMeanDiastolic: '家庭平均舒张压',
  fastingGlucose: '空腹血糖',
  peakGlucose: '最高血糖',
  lowestGlucose: '最低血糖',
  lowestSaturation: '最低血氧',
  haemoglobinA1c: '糖化血红蛋白',
  filtrationRate: '肾小球滤过率',
  overdueDays: '超期',
  uncontrolledVisits: '连续不满意次数',
};
const plainUnits: Readonly<Record<string, string>> = {
  a: '岁',
  d: '天',
  'mm[Hg]': 'mmHg',
  'mL/min/{1.73_m2}': 'mL/min/1.73m²',
};

/** Numbers that a rule read; what is only yes or no stands in its text already. */
export const factsInWords = (inputs: readonly { key: string; value: unknown; unit?: string }[]): string =>
  inputs
    .flatMap(({ key, value, unit }) => {
      const name = factNames[key];
      return typeof value === 'number' && name !== undefined
        ? [[name, value, unit && (plainUnits[unit] ?? unit)].filter((part) => part !== undefined).join(' ')]
        : [];
    })
    .join('，');
