// The margins of the demo county in one place: each with its source, or the word "assumed". A test compares them with what is generated.

interface Margin<Value> {
  source: string;
  value: Value;
}
const margin = <Value>(source: string, value: Value): Margin<Value> => ({ source, value });

/** Share of residents by age: lower bound in years of each five-year group (the last is open), share in per cent. */
export const ages = margin(
  'assumed: sums of the 2020 census for Zhejiang (0-14 13.5 %, 60+ 18.7 %, 65+ 13.3 %) shifted towards the older population of mountain villages',
  [
    [0, 3.2],
    [5, 4.4],
    [10, 4.2],
    [15, 3.9],
    [20, 3.9],
    [25, 5.0],
    [30, 6.9],
    [35, 6.8],
    [40, 6.6],
    [45, 7.4],
    [50, 9.4],
    [55, 9.8],
    [60, 7.6],
    [65, 7.6],
    [70, 5.8],
    [75, 3.7],
    [80, 2.2],
    [85, 1.6],
  ] as readonly (readonly [fromYears: number, perCent: number])[],
);
export const oldestYears = 99;

/** Share of men by age in years. */
export const men = margin('assumed: 2020 census pattern, 109 boys to 100 girls at birth, women outlive men', [
  [0, 0.522],
  [20, 0.515],
  [50, 0.505],
  [65, 0.49],
  [75, 0.46],
  [85, 0.4],
] as readonly (readonly [fromYears: number, share: number])[]);

export const householdSize = margin('2020 census, Zhejiang: 2.35 persons in a family household; tolerance assumed', {
  mean: 2.35,
  tolerance: 0.35,
});

/** Women who live with a husband, by age. */
export const married = margin('assumed', [
  [22, 0.25],
  [26, 0.6],
  [30, 0.84],
  [40, 0.9],
  [60, 0.86],
  [70, 0.72],
  [80, 0.45],
] as readonly (readonly [fromYears: number, share: number])[]);

/** How often an elder couple or widowed elder lives with a grown-up child's family. */
export const eldersWithChildren = margin('assumed', { couple: 0.22, alone: 0.42 });
export const grownUpsWithParents = margin('assumed: unmarried at 22 to 40 who live with their parents', 0.72);

export type ConditionKey =
  'hypertension' | 'diabetes' | 'copd' | 'coronary' | 'stroke' | 'lipids' | 'kidney' | 'gastritis' | 'knee' | 'asthma';

/** Share of residents with the condition known and on record, by age in years. */
export const conditions: Record<ConditionKey, Margin<readonly (readonly [fromYears: number, share: number])[]>> = {
  hypertension: margin(
    'China Hypertension Survey 2012-2015 (Wang Z. et al., Circulation 2018): prevalence 4, 6, 15, 30, 45, 56, 60 % from 18, 25, 35, 45, 55, 65, 75 years; times the share that knows (assumed 0.30 when young to 0.72 when old)',
    [
      [0, 0],
      [18, 0.012],
      [25, 0.02],
      [35, 0.065],
      [45, 0.16],
      [55, 0.29],
      [65, 0.4],
      [75, 0.43],
    ],
  ),
  diabetes: margin(
    'overall 11.2 % of adults by WHO criteria (Li Y. et al., BMJ 2020), about 43 % of them aware; split by age assumed',
    [
      [0, 0],
      [20, 0.004],
      [35, 0.016],
      [45, 0.045],
      [55, 0.09],
      [65, 0.13],
      [75, 0.12],
    ],
  ),
  copd: margin(
    'prevalence 13.7 % from 40 years (China Pulmonary Health study, Wang C. et al., Lancet 2018); few know: registered share assumed',
    [
      [0, 0],
      [40, 0.006],
      [55, 0.02],
      [65, 0.045],
      [75, 0.065],
    ],
  ),
  coronary: margin('assumed', [
    [0, 0],
    [45, 0.012],
    [55, 0.03],
    [65, 0.06],
    [75, 0.1],
  ]),
  stroke: margin('2.6 % from 40 years (China Stroke Statistics 2019, screening 2020); split by age assumed', [
    [0, 0],
    [40, 0.006],
    [55, 0.02],
    [65, 0.042],
    [75, 0.06],
  ]),
  lipids: margin('assumed: a part of those concerned is on record', [
    [0, 0],
    [35, 0.03],
    [45, 0.07],
    [55, 0.11],
    [65, 0.12],
  ]),
  kidney: margin('assumed: chronic kidney disease on record', [
    [0, 0],
    [45, 0.006],
    [65, 0.02],
    [75, 0.035],
  ]),
  gastritis: margin('assumed', [
    [0, 0],
    [18, 0.02],
    [40, 0.05],
    [60, 0.06],
  ]),
  knee: margin('assumed: osteoarthritis of the knee on record', [
    [0, 0],
    [50, 0.03],
    [65, 0.08],
    [75, 0.1],
  ]),
  asthma: margin('4.2 % from 20 years (CPH study, Huang K. et al., Lancet 2019), a quarter diagnosed: share assumed', [
    [0, 0.01],
    [20, 0.01],
    [60, 0.015],
  ]),
};

/** Diabetes is twice as common among those with hypertension, and so on; shares above hold for all together. */
export const together = margin('assumed', {
  diabetesWithHypertension: 2,
  lipidsWithEither: 1.8,
  coronaryWithHypertension: 1.8,
  strokeWithHypertension: 1.8,
});

/** Systolic, diastolic pressure in mmHg of adults: mean and deviation between visits of all persons. */
export const bloodPressure = margin(
  'level of the untreated about that of the China Hypertension Survey; deviations and the treated assumed',
  {
    healthy: { systolic: [122, 11], diastolic: [76, 8] },
    controlled: { systolic: [130, 8], diastolic: [79, 7] },
    uncontrolled: { systolic: [151, 11], diastolic: [89, 8] },
  } as const,
);
export const controlledShare = margin('assumed: under management in the national programme', {
  hypertension: 0.58,
  diabetes: 0.5,
});

/** Of adults who are followed: how they smoke, and who has relatives with these diseases. */
export const habits = margin('assumed', {
  nicotine: {
    male: [
      ['current', 0.45],
      ['quit1to5', 0.08],
      ['quitOver5', 0.12],
      ['never', 0.35],
    ],
    female: [
      ['current', 0.02],
      ['never', 0.98],
    ],
  },
  relatives: { cardiovascular: 0.22, diabetes: 0.15 },
  /** Share of them who told how they move and sleep: without it too little is known for a health index. */
  told: 0.8,
  smokerAtHome: 0.3,
  /** Minutes a week, and hours a night. */
  activity: [150, 80],
  sleep: [6.9, 1],
  /** Of people with high lipids. */
  lipidLowering: 0.6,
  /** mmol/L. */
  cholesterol: { usual: [4.8, 0.8], withLipids: [5.7, 0.8] },
  highDensity: [1.25, 0.25],
} as const);

/** What the lung models ask for, of people in the years of screening. */
export const lungAnswers = margin('assumed', {
  ages: [50, 74],
  /** Everybody who smokes or did is asked, few others are. */
  othersAsked: 0.1,
  relative: 0.05,
  passive: 0.4,
  exposed: 0.05,
  exposureYears: 15,
  schooling: [
    ['middle', 0.75],
    ['high', 0.15],
    ['college', 0.07],
    ['bachelor', 0.03],
  ],
  /** A day. */
  cigarettes: [16, 6],
  startedAt: 20,
} as const);

/** Fasting glucose in mmol/L. */
export const glucose = margin('assumed', {
  healthy: [5.3, 0.5],
  controlled: [6.4, 0.6],
  uncontrolled: [8.9, 1.4],
} as const);

/** Body mass index in kg/m2 and height in cm. */
export const body = margin('assumed; Chinese adults about 24 kg/m2, 169 and 158 cm', {
  index: [23.6, 3.1],
  height: { male: [168, 6], female: [157, 5.5] },
} as const);

/** Visits a year on record. */
export const visits = margin(
  'national programme: four follow-ups a year for hypertension and diabetes; other visits assumed',
  {
    followUps: 4,
    /** Share of planned follow-ups that took place. */
    kept: 0.82,
    others: [
      [0, 0.9],
      [6, 0.35],
      [18, 0.3],
      [45, 0.55],
      [65, 0.9],
    ] as readonly (readonly [fromYears: number, perYear: number])[],
  },
);

/**
 * Years of visits on record. The small demo must start within a minute on the embedded store; a whole county shows the
 * five years since its stations began to keep records by computer.
 */
export const recordKept = margin('assumed', { small: 3, whole: 5, smallUpTo: 10_000 });
export const yearsOnRecord = (residents: number): number =>
  residents <= recordKept.value.smallUpTo ? recordKept.value.small : recordKept.value.whole;

/** Allergy to penicillin on record. */
export const penicillinAllergy = margin('assumed', 0.03);

export interface Drug {
  name: string;
  dose: string;
  weight: number;
  /** Tablets, capsules: how many at a time, how often a day, how many in a box. Absent for what is not counted so. */
  pieces?: { each: number; times: number; unit: '片' | '粒'; box: number };
}
/** What is prescribed for a condition: share of patients by weight. */
export const drugs: Margin<Partial<Record<ConditionKey, readonly Drug[]>>> = margin(
  'choice of the national essential list; weights assumed',
  {
    hypertension: [
      {
        name: '苯磺酸氨氯地平片 5mg×28片',
        dose: '每次1片，每日1次',
        weight: 0.4,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
      {
        name: '缬沙坦胶囊 80mg×28粒',
        dose: '每次1粒，每日1次',
        weight: 0.25,
        pieces: { each: 1, times: 1, unit: '粒', box: 28 },
      },
      {
        name: '硝苯地平控释片 30mg×28片',
        dose: '每次1片，每日1次',
        weight: 0.2,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
      {
        name: '氢氯噻嗪片 25mg×28片',
        dose: '每次半片，每日1次',
        weight: 0.15,
        pieces: { each: 0.5, times: 1, unit: '片', box: 28 },
      },
    ],
    diabetes: [
      {
        name: '盐酸二甲双胍片 0.5g×56片',
        dose: '每次1片，每日2次，餐中服',
        weight: 0.55,
        pieces: { each: 1, times: 2, unit: '片', box: 56 },
      },
      {
        name: '格列齐特缓释片 30mg×28片',
        dose: '每次1片，每日1次，早餐前',
        weight: 0.2,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
      {
        name: '阿卡波糖片 50mg×84片',
        dose: '每次1片，每日3次，餐时嚼服',
        weight: 0.15,
        pieces: { each: 1, times: 3, unit: '片', box: 84 },
      },
      { name: '甘精胰岛素注射液', dose: '10单位，每晚1次，皮下注射', weight: 0.1 },
    ],
    copd: [{ name: '噻托溴铵粉吸入剂 18μg', dose: '每次1粒，每日1次，吸入', weight: 1 }],
    coronary: [
      {
        name: '阿司匹林肠溶片 100mg×28片',
        dose: '每次1片，每日1次',
        weight: 1,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
    ],
    stroke: [
      {
        name: '硫酸氢氯吡格雷片 75mg×28片',
        dose: '每次1片，每日1次',
        weight: 1,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
    ],
    lipids: [
      {
        name: '阿托伐他汀钙片 20mg×28片',
        dose: '每次1片，每晚1次',
        weight: 1,
        pieces: { each: 1, times: 1, unit: '片', box: 28 },
      },
    ],
    asthma: [{ name: '沙丁胺醇气雾剂 100μg', dose: '必要时吸入1至2揿', weight: 1 }],
  },
);

/**
 * How medicines of a standing prescription are fetched: weeks at a time (a long prescription gives at most twelve), and how
 * many days late, by how regularly somebody takes them.
 */
export const fetching = margin('assumed; no county publishes days between refills', {
  weeks: [
    [4, 0.3],
    [8, 0.3],
    [12, 0.4],
  ] as readonly (readonly [weeks: number, share: number])[],
  habits: [
    [{ early: 6, late: 3 }, 0.62],
    [{ early: 2, late: 18 }, 0.23],
    [{ early: 0, late: 75 }, 0.15],
  ] as readonly (readonly [habit: { early: number; late: number }, share: number])[],
});

/** Share for an age from steps `[from years, share]`. */
export function stepAt(steps: readonly (readonly [fromYears: number, value: number])[], years: number): number {
  let value = 0;
  for (const [from, step] of steps) if (years >= from) value = step;
  return value;
}

// Facts of the demo county, fixed by its published figures.
export const facts = {
  townships: 18,
  villages: 270,
  communities: 49,
  teams: { owningTwo: 134, owningThree: 17 },
  villagesWithoutDoctor: 165,
  leadHospitals: 4,
  healthCentres: 20,
  emergencyStations: 18,
  comprehensiveVehicles: 5,
  followUpVehicles: 20,
  computedTomographyTrucks: 1,
} as const;
