// Colours by the county's table, registers from evidence, and the formulas behind them.
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { colourPolicy, decideColour } from './colour-policy.ts';
import { addDays } from './days.ts';
import { diseases, type Disease } from './disease.ts';
import type { Evidence, Reading, ReadKey } from './evidence.ts';
import { factsOf } from './facts.ts';
import { filtrationRate } from './filtration-rate.ts';
import { decideInclusion, nextDueOn } from './registration.ts';
import { standingsOf } from './standing.ts';

const today = '2026-11-22';
let count = 0;
const reading = (key: ReadKey, value: number, daysAgo: number, atHome = false): Reading => ({
  id: `r${(count += 1)}`,
  key,
  value,
  at: new Date(`${addDays(today, -daysAgo)}T02:00:00Z`),
  on: addDays(today, -daysAgo),
  atHome,
});
const pressure = (systolic: number, diastolic: number, daysAgo: number, atHome = false) => [
  reading('systolic', systolic, daysAgo, atHome),
  reading('diastolic', diastolic, daysAgo, atHome),
];
const evidence = (given: Partial<Evidence> = {}): Evidence => ({
  birthOn: '1966-01-01',
  sex: 'female',
  diagnoses: new Map([['hypertension', '2020-01-01']]),
  followUps: [],
  ...given,
  readings: (given.readings ?? []).toSorted((one, other) => other.at.getTime() - one.at.getTime()),
});
const followUp = (disease: Disease, daysAgo: number, answers: Answers) => ({
  id: `f${(count += 1)}`,
  disease,
  on: addDays(today, -daysAgo),
  answers,
});
const colourOf = (given: Partial<Evidence>, disease: Disease = 'hypertension') => {
  const found = evidence(given);
  const { dueOn } = nextDueOn(colourPolicy, disease, found);
  const { colour, rule } = decideColour(colourPolicy, disease, factsOf(colourPolicy, disease, found, today, dueOn));
  return `${colour} ${rule}`;
};

describe('colour of hypertension', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['on target', { readings: pressure(132, 80, 10) }, 'green HT-G1'],
    ['above target once', { readings: [...pressure(146, 88, 3), ...pressure(130, 80, 90)] }, 'yellow HT-Y1'],
    ['above target twice', { readings: [...pressure(146, 88, 3), ...pressure(150, 92, 60)] }, 'red HT-R4'],
    ['exactly 140', { readings: pressure(140, 80, 3) }, 'yellow HT-Y1'],
    ['139/89', { readings: pressure(139, 89, 3) }, 'green HT-G1'],
    ['179/109 is above target once', { readings: pressure(179, 109, 3) }, 'yellow HT-Y1'],
    ['180 systolic', { readings: pressure(180, 90, 3) }, 'red HT-R2'],
    ['110 diastolic', { readings: pressure(150, 110, 3) }, 'red HT-R2'],
    [
      'a device at home says 186/112',
      { readings: [...pressure(186, 112, 0, true), ...pressure(130, 80, 30)] },
      'red HT-R2',
    ],
    [
      'a lower one at home does not take it back',
      { readings: [...pressure(131, 80, 0, true), ...pressure(186, 112, 1, true), ...pressure(130, 80, 30)] },
      'red HT-R2',
    ],
    ['staff measured since', { readings: [...pressure(134, 82, 0), ...pressure(186, 112, 1, true)] }, 'green HT-G1'],
    [
      'after a fortnight it is history',
      { readings: [...pressure(186, 112, 15, true), ...pressure(130, 80, 30)] },
      'green HT-G1',
    ],
    [
      'mean at home of three readings',
      { readings: [1, 2, 3].flatMap((ago) => pressure(136, 80, ago, true)).concat(pressure(130, 80, 30)) },
      'yellow HT-Y4',
    ],
    [
      'two readings at home are too few',
      { readings: [1, 2].flatMap((ago) => pressure(136, 80, ago, true)).concat(pressure(130, 80, 30)) },
      'green HT-G1',
    ],
    ['120 days without a contact', { readings: pressure(130, 80, 120) }, 'green HT-G1'],
    ['121 days without a contact', { readings: pressure(130, 80, 121) }, 'yellow HT-Y8'],
    ['never seen', {}, 'yellow HT-Y9'],
    ['from 65 years 146/84 is on target', { birthOn: '1956-01-01', readings: pressure(146, 84, 5) }, 'green HT-G1'],
    [
      'an emergency at the follow-up',
      {
        readings: pressure(138, 84, 5),
        followUps: [followUp('hypertension', 5, { emergencySigns: ['consciousness'] })],
      },
      'red HT-R1',
    ],
    [
      'a complication',
      { readings: pressure(138, 84, 5), followUps: [followUp('hypertension', 5, { complication: true })] },
      'red HT-R3',
    ],
    [
      'an adverse reaction',
      { readings: pressure(138, 84, 5), followUps: [followUp('hypertension', 5, { adverse: 'manageable' })] },
      'yellow HT-Y2',
    ],
    [
      'pills now and then',
      { readings: pressure(138, 84, 5), followUps: [followUp('hypertension', 5, { adherence: '2', adverse: 'none' })] },
      'yellow HT-Y3',
    ],
  ])('%s', (_name, given, expected) => expect(colourOf(given)).toBe(expected));
});

describe('colour of diabetes', () => {
  const glucose = (value: number, ago: number, atHome = false) => [reading('fastingGlucose', value, ago, atHome)];
  it.each<[string, Partial<Evidence>, string]>([
    ['on target', { readings: glucose(6.9, 4) }, 'green DM-G1'],
    ['7.0 once', { readings: glucose(7, 4) }, 'yellow DM-Y1'],
    ['twice', { readings: [...glucose(7.4, 4), ...glucose(8, 90)] }, 'red DM-R6'],
    ['16.7', { readings: glucose(16.7, 4) }, 'red DM-R2'],
    ['3.9', { readings: glucose(3.9, 4) }, 'red DM-R2'],
    ['a random 17 at home', { readings: [reading('glucose', 17, 1, true), ...glucose(6.2, 20)] }, 'red DM-R2'],
    ['HbA1c 9', { readings: [...glucose(6.2, 4), reading('haemoglobinA1c', 9, 40)] }, 'red DM-R4'],
    ['HbA1c 8.9', { readings: [...glucose(6.2, 4), reading('haemoglobinA1c', 8.9, 40)] }, 'yellow DM-Y2'],
    ['HbA1c 6.9', { readings: [...glucose(6.2, 4), reading('haemoglobinA1c', 6.9, 40)] }, 'green DM-G1'],
    [
      'hypoglycaemia now and then',
      { readings: glucose(6.2, 4), followUps: [followUp('diabetes', 4, { hypoglycaemia: '2' })] },
      'yellow DM-Y3',
    ],
  ])('%s', (_name, given, expected) => expect(colourOf(given, 'diabetes')).toBe(expected));
});

it('every disease has a row for each colour, every rule a name of its own', () => {
  const names = diseases.flatMap((disease) => colourPolicy.diseases[disease].rows.map(({ id }) => id));
  expect(new Set(names).size).toBe(names.length);
  for (const disease of diseases)
    expect(new Set(colourPolicy.diseases[disease].rows.map(({ colour }) => colour))).toEqual(
      new Set(['red', 'yellow', 'green']),
    );
});

it('what counts as uncontrolled is the same as in the follow-up tables', () => {
  for (const disease of ['hypertension', 'diabetes'] as const) {
    const table = JSON.parse(
      readFileSync(
        new URL(`../../../foundation/knowledge/tables/${disease}-follow-up/2017.3/decision.json`, import.meta.url),
        'utf8',
      ),
    ) as { derived: { key: string; condition: unknown }[] };
    expect(colourPolicy.diseases[disease].uncontrolled).toEqual(
      table.derived.find(({ key }) => key === 'uncontrolled')!.condition,
    );
  }
});

it('puts people into registers by diagnosis, form, or readings on three different days', () => {
  const none = { diagnoses: new Map() };
  const high = (...days: number[]) => days.flatMap((ago) => pressure(150, 95, ago));
  const status = (given: Partial<Evidence>) =>
    decideInclusion(colourPolicy, 'hypertension', evidence(given), today)?.status;
  expect(status({})).toBe('diagnosed');
  expect(status({ followUps: [followUp('hypertension', 5, {})] })).toBe('enrolled');
  expect(status({ ...none, readings: high(1, 20, 40) })).toBe('suspected');
  expect(status({ ...none, readings: [...high(1, 20), ...pressure(152, 96, 1)] })).toBeUndefined();
  expect(status({ ...none, readings: high(1, 20, 181) })).toBeUndefined();
  expect(status({ ...none, readings: [1, 2, 3].flatMap((ago) => pressure(150, 95, ago, true)) })).toBeUndefined();
});

it('gives no colour to those who are only suspected or who decline', () => {
  const readings = [1, 20, 40].flatMap((ago) => pressure(150, 95, ago));
  const suspected = standingsOf(colourPolicy, evidence({ diagnoses: new Map(), readings }), new Map(), today);
  expect(suspected).toMatchObject([{ disease: 'hypertension', status: 'suspected', inputs: {} }]);
  expect(suspected[0]!.colour).toBeUndefined();
  const declined = standingsOf(
    colourPolicy,
    evidence({ readings }),
    new Map([['hypertension', { status: 'declined', foundOn: '2026-01-01' }]]),
    today,
  );
  expect(declined[0]).toMatchObject({ status: 'declined', foundOn: '2026-01-01' });
  expect(declined[0]!.colour).toBeUndefined();
});

/** Published pairs as collected with the formula; creatinine in µmol/L. */
it.each([
  [88.4, 60, 'male', 86.2],
  [88.4, 60, 'female', 64.5],
  [61.88, 60, 'female', 98.9],
  [132.6, 45, 'male', 58.1],
  [50, 70, 'female', 97.9],
] as const)('filtration rate of %s at %s, %s', (creatinine, age, sex, rate) =>
  expect(filtrationRate(creatinine, age, sex)).toBe(rate),
);
it('is the filtration rate of the knowledge base’s instrument, at every age, for both', () => {
  const knowledge = createKnowledge();
  const { version } = knowledge.instruments(today).find(({ id }) => id === 'ckd-epi-2021')!;
  const evaluate = knowledge.evaluator('ckd-epi-2021', version)!;
  for (const sex of ['male', 'female'] as const)
    for (let age = 18; age <= 100; age += 1)
      for (const creatinine of [30, 53, 61.88, 79.56, 80, 132.6, 400, 900]) {
        const result = evaluate({ age, sex, creatinine });
        const score = result.state === 'complete' ? result.score!.value : NaN;
        expect(Math.abs(filtrationRate(creatinine, age, sex) - score)).toBeLessThanOrEqual(0.0501);
      }
});
