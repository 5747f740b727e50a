// A resident whose report is worked out by hand, for the tests of the rules and to look at the print.
import type { HealthIndex, KnownValues } from '../health-index.ts';
import { indexTerms, type IndexTermKey } from '../index-terms.ts';
import type { ReportFacts } from './make-report.ts';

const indexOf = (points: Partial<Record<IndexTermKey, number>>): HealthIndex => {
  const known = Object.values(points);
  const score = known.reduce((sum, one) => sum + one, 0) / known.length;
  return {
    state: known.length < 6 ? 'too-few' : 'known',
    ...(known.length >= 6 && { score, band: score < 50 ? 'low' : score < 80 ? 'moderate' : 'high' }),
    known: known.length,
    of: 8,
    terms: indexTerms.map(({ key }) => ({
      key,
      ...(points[key] !== undefined && { points: points[key] }),
      inputs: [],
      missing: [],
    })),
  };
};
const value = (one: number | boolean | string): KnownValues[string] => ({ value: one, origin: 'measured' });

/** Index 515/8 = 64.4 (the published example); 440/8 = 55.0 the year before. */
export const sampleFacts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  year: 2026,
  asOf: '2026-11-27',
  person: {
    personId: '01980000-0000-7000-8000-000000000001',
    name: '张䶮',
    sex: 'male',
    birthOn: '1960-03-01',
    age: 66,
    villageName: '白沙村',
  },
  simulated: true,
  values: {
    age: value(66),
    sex: value('male'),
    hypertension: value(true),
    diabetes: value(false),
    nicotine: value('quit1to5'),
    height: value(170),
  },
  index: indexOf({
    diet: 50,
    activity: 80,
    nicotine: 50,
    sleep: 70,
    weight: 70,
    lipids: 60,
    glucose: 60,
    pressure: 75,
  }),
  indexBefore: indexOf({
    diet: 50,
    activity: 40,
    nicotine: 25,
    sleep: 70,
    weight: 70,
    lipids: 60,
    glucose: 100,
    pressure: 25,
  }),
  now: {
    systolic: { value: 146, on: '2026-11-20' },
    diastolic: { value: 84, on: '2026-11-20' },
    heartRate: { value: 72, on: '2026-11-20' },
    weight: { value: 75.1, on: '2026-09-02' },
    bmi: { value: 26, on: '2026-09-02' },
    fastingGlucose: { value: 5.9, on: '2026-09-02' },
    totalCholesterol: { value: 5.41, on: '2026-09-02' },
    hdl: { value: 1.3, on: '2026-09-02' },
    nonHdl: { value: 4.11, on: '2026-09-02' },
  },
  before: {
    systolic: { value: 158, on: '2025-10-11' },
    diastolic: { value: 92, on: '2025-10-11' },
    weight: { value: 76.3, on: '2025-09-01' },
    bmi: { value: 26.4, on: '2025-09-01' },
    fastingGlucose: { value: 5.5, on: '2025-09-01' },
  },
  risks: [
    {
      model: 'china-par-10y',
      disease: { zh: '心脑血管病', en: 'Heart attack and stroke' },
      system: 'heart',
      horizonYears: 10,
      status: 'verified',
      level: 'high',
      labels: new Map(),
      result: {
        instrument: 'china-par-10y',
        version: '2016.1',
        status: 'verified',
        state: 'complete',
        score: { value: 12.34, unit: '%' },
        row: 'high',
        outcome: { code: 'high', label: { zh: '高危', en: 'High' }, tone: 'dangerous', actions: [] },
        contributions: [],
        derived: {},
      },
    },
    {
      model: 'plcom2012',
      disease: { zh: '肺癌', en: 'Lung cancer' },
      system: 'lung',
      horizonYears: 6,
      status: 'draft',
      level: undefined,
      labels: new Map([['packYears', { zh: '吸烟包年', en: 'Pack-years' }]]),
      result: {
        instrument: 'plcom2012',
        version: '2013.1',
        status: 'draft',
        state: 'incomplete',
        missing: ['packYears'],
        implausible: [],
      },
    },
  ],
  chronic: [
    {
      disease: 'hypertension',
      name: { zh: '高血压', en: 'Hypertension' },
      visits: 3,
      wantedVisits: 4,
      controlled: false,
      adherence: 'intermittent',
      covered: { days: 275, of: 359 },
      lastOn: '2026-11-20',
      nextDueOn: '2026-12-04',
      targets: [
        {
          rule: 'county-colours 2026.1',
          measure: 'systolic',
          below: 150,
          source: { zh: '县分色政策', en: 'County colours' },
          mark: 'draft',
        },
      ],
      source: { zh: '县分色政策', en: 'County colours' },
      mark: 'draft',
    },
  ],
  use: { visits: { AMB: 3, HH: 1 }, medicines: ['氨氯地平片 5 mg'], vaccinations: [] },
  screenings: [],
  vaccines: [],
  sources: [
    {
      id: 'lifes-essential-8',
      title: { zh: '健康指数（生命八要素 LE8）', en: "Health index (Life's Essential 8)" },
      version: '2022.1',
      status: 'verified',
      cite: 'Circulation 2022;146:e18',
    },
  ],
  ...more,
});
