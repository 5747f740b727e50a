// A report worked out by hand, what each reader gets of it, and properties that hold for any values.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forReader, sign, signableOf } from './for-reader.ts';
import { makeReport } from './make-report.ts';
import { compare, distanceTo, measures, rounded } from './measures.ts';
import { hideSmall, leastShown, populationReport, type PersonRow } from './population.ts';
import { heartRateRange } from './prescription-rules.ts';
import { sampleFacts } from './sample-facts.ts';
import { mostThings } from './things-to-do.ts';

const report = makeReport(sampleFacts());

it('says the index with its change, as the published example has it', () => {
  expect(report.index).toMatchObject({ score: 64.4, known: 8, band: 'moderate', before: 55, change: 9.4 });
});

it('gives no index and no change where too little is known', () => {
  const few = { ...sampleFacts().index, state: 'too-few' as const, known: 5 };
  const { score: _score, ...unknown } = few;
  const { index } = makeReport(sampleFacts({ index: unknown }));
  expect([index.score, index.change, index.known]).toEqual([undefined, undefined, 5]);
});

it('compares with last year as it is shown, and says whether it became better', () => {
  const of = (key: string) => report.measured.find((one) => one.key === key);
  expect(of('systolic')).toMatchObject({ arrow: 'down', verdict: 'better', met: true });
  expect(of('diastolic')).toMatchObject({ verdict: 'better', met: true, target: { rule: 'T-HT-DIA', below: 90 } });
  expect(of('fastingGlucose')).toMatchObject({ arrow: 'up', verdict: 'worse', met: false });
  expect(of('heartRate')).toMatchObject({ now: { value: 72 }, reference: { mark: 'draft' } });
  expect(of('heartRate')!.verdict).toBeUndefined();
  expect(of('waist')).toBeUndefined();
});

it("takes the programme's target before its own", () => {
  const of = (chronic: typeof report.chronic) =>
    makeReport(sampleFacts({ chronic })).measured.find(({ key }) => key === 'systolic')!.target;
  expect(of([])).toMatchObject({ rule: 'T-HT-SYS', below: 140 });
  expect(of(report.chronic)).toMatchObject({ below: 150 });
});

it('lays no range of adults over a child', () => {
  const { person, index } = sampleFacts();
  const { score: _score, band: _band, ...rest } = index;
  const child = makeReport(
    sampleFacts({
      person: { ...person, age: 13, birthOn: '2013-03-01' },
      index: { ...rest, state: 'not-applicable', known: 0, terms: [] },
      chronic: [],
    }),
  );
  expect(child.measured.every(({ reference, target, verdict }) => !reference && !target && !verdict)).toBe(true);
  expect(child.gaps.map(({ kind }) => kind)).toEqual(['use']);
  expect(child.prescription).toEqual({ problems: [], advice: [], goals: [] });
});

it('ranks the three things by what the index loses, danger first', () => {
  expect(report.things.map(({ about }) => about)).toEqual(['diet', 'nicotine', 'lipids']);
  const now = { ...sampleFacts().now, systolic: { value: 182, on: '2026-11-20' } };
  const danger = makeReport(sampleFacts({ now }));
  expect(danger.things[0]).toMatchObject({ rule: 'TODO-DANGER', about: 'systolic', parameters: { value: 182 } });
  expect(danger.prescription!.advice.map(({ rule }) => rule)).not.toContain('RX-MOVE-FITT');
});

it('prescribes by rules, with three goals that can be measured', () => {
  const { advice, goals, problems } = report.prescription!;
  const rules = advice.map(({ rule }) => rule);
  expect(rules).toEqual([
    'RX-DIET-SALT',
    'RX-DIET-FAT',
    'RX-DIET-GREENS',
    'RX-DIET-STAPLE',
    'RX-MOVE-MORE',
    'RX-MOVE-FITT',
    'RX-MOVE-NOT',
    'RX-MED-TAKE',
    'RX-MED-CHANGE',
    'RX-MIND-REST',
    'RX-MIND-HOURS',
    'RX-DRINK-LESS',
    'RX-WATCH-OFTEN',
    'RX-FOLLOW-QUARTER',
    'RX-FLAG-PRESSURE',
  ]);
  expect(advice.find(({ rule }) => rule === 'RX-DIET-SALT')).toMatchObject({ code: '6-1', mark: 'seen' });
  // 220 - 66 = 154; 72 + 0.4 * 82 = 104.8 and 72 + 0.6 * 82 = 121.2.
  expect(advice.find(({ rule }) => rule === 'RX-MOVE-FITT')).toMatchObject({
    parameters: { low: 105, high: 121 },
    mark: 'draft',
  });
  expect(goals).toEqual([
    { key: 'activity', from: '', to: '≥150', byOn: '2027-02-25', mark: 'seen' },
    { key: 'weight', from: '75.1', to: '71.3', byOn: '2027-05-26', mark: 'draft' },
    { key: 'sleep', from: '', to: '7–9', byOn: '2027-02-25', mark: 'seen' },
  ]);
  expect(problems.map(({ measure }) => measure)).toEqual(['bmi']);
  expect(heartRateRange(66, undefined)).toEqual({ low: 77, high: 108 });
});

it('gives residents nothing that was not checked or signed', () => {
  const own = forReader(report, 'resident');
  expect(own.prescription).toBeUndefined();
  expect(own.measured.every(({ target, reference }) => !target && reference?.mark !== 'draft')).toBe(true);
  expect(own.risks.map(({ model }) => model)).toEqual(['china-par-10y']);
  expect(own.risks[0]).toMatchObject({ percent: 12.3 });
  const who = { ...sampleFacts().risks[0]!, model: 'who-cvd-2019-east-asia' };
  const two = makeReport(sampleFacts({ risks: [...sampleFacts().risks, who] }));
  expect(forReader(two, 'resident').risks.map(({ model }) => model)).toEqual(['china-par-10y']);
  expect(own.chronic[0]!.controlled).toBeUndefined();
  expect(own.due.every(({ mark }) => mark === 'seen')).toBe(true);
  expect(forReader(report, 'doctor')).toEqual(report);
});

it('gives them what the doctor kept', () => {
  const signature = { byName: '王医生', on: '2026-11-27' };
  const own = forReader(sign(report, ['RX-DIET-SALT', 'goal.activity'], signature), 'resident');
  expect(own.prescription!.advice.map(({ rule }) => rule)).toEqual(['RX-DIET-SALT']);
  expect(own.prescription!.goals.map(({ key }) => key)).toEqual(['activity']);
  expect(own.measured.find(({ key }) => key === 'systolic')!.target).toMatchObject({ below: 150 });
  expect(signableOf(report)).toContain('goal.weight');
});

const anyValue = fc.double({ min: 0.1, max: 400, noNaN: true });
const day = '2026-01-01';
it('never calls better what is further off', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('systolic', 'bmi', 'fastingGlucose', 'nonHdl' as const),
      anyValue,
      anyValue,
      (key, now, before) => {
        const reference = measures[key].reference!({ sex: 'male', diabetes: false })!;
        const found = compare(
          key,
          { now: { value: now, on: day }, before: { value: before, on: day } },
          reference,
          undefined,
        );
        const [a, b] = [distanceTo(reference, found.before!.value), distanceTo(reference, found.now!.value)];
        expect(found.verdict).toBe(b < a ? 'better' : b > a ? 'worse' : 'steady');
        expect(found.met).toBe(b === 0);
        expect(found.now!.value).toBe(rounded(now, found.digits));
      },
    ),
    { numRuns: 300, seed: 11 },
  );
});

it('names at most three things and three goals, whatever is known', () => {
  const points = fc.option(fc.constantFrom(0, 25, 50, 75, 100), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(points, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 60, max: 220 }),
      (each, systolic) => {
        const { index, now } = sampleFacts();
        const terms = index.terms.map(({ key, inputs, missing }, place) => ({
          key,
          inputs,
          missing,
          ...(each[place] !== undefined && { points: each[place] }),
        }));
        const made = makeReport(
          sampleFacts({ index: { ...index, terms }, now: { ...now, systolic: { value: systolic, on: day } } }),
        );
        expect(made.things.length).toBeLessThanOrEqual(mostThings);
        expect(made.prescription!.goals.length).toBeLessThanOrEqual(3);
        const lost = made.things.flatMap(({ rule, parameters }) =>
          rule === 'TODO-INDEX' ? [parameters['points']] : [],
        );
        expect(lost).toEqual(lost.toSorted((a, b) => Number(a) - Number(b)));
        expect(made.things.some(({ rule }) => rule === 'TODO-DANGER')).toBe(systolic >= 180);
      },
    ),
    { numRuns: 200, seed: 12 },
  );
});

it('hides a handful, and whatever would give it away', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 }), (counts) => {
      const parts = counts.map((people, place) => ({ key: String(place), people }));
      const shown = hideSmall(parts);
      const hidden = parts.filter((_, place) => shown[place]!.people === undefined);
      for (const { people } of shown) expect(people === undefined || people === 0 || people >= leastShown).toBe(true);
      // The total is told: what is hidden can be worked out where it is one part alone, or the only ones with people.
      const others = parts.filter(({ people }) => people > 0).length;
      if (hidden.length > 0 && others > 1) {
        expect(hidden.length).toBeGreaterThan(1);
        expect(hidden.reduce((sum, { people }) => sum + people, 0) >= leastShown || hidden.length === others).toBe(
          true,
        );
      }
    }),
    { numRuns: 500, seed: 13 },
  );
});

it('sums up a village', () => {
  const row = (score: number | null, controlled: boolean | null): PersonRow => ({
    villageId: 'v',
    score,
    band: score === null ? null : score < 50 ? 'low' : score < 80 ? 'moderate' : 'high',
    hypertensionControlled: controlled,
    diabetesControlled: null,
    signed: false,
  });
  const rows = [
    ...Array.from({ length: 12 }, () => row(60, true)),
    ...Array.from({ length: 8 }, () => row(85, false)),
    ...Array.from({ length: 6 }, () => row(null, null)),
  ];
  expect(populationReport(rows)).toEqual({
    people: 26,
    signed: 0,
    // (12 * 60 + 8 * 85) / 20
    meanScore: 70,
    withIndex: 20,
    bands: [
      { key: 'low', people: 0 },
      { key: 'moderate', people: 12 },
      { key: 'high', people: 8 },
      { key: 'none', people: 6 },
    ],
    hypertension: { numerator: 12, denominator: 20 },
    diabetes: { numerator: 0, denominator: 0 },
  });
  expect(populationReport(rows.slice(0, 3))).toEqual({ bands: [], hypertension: {}, diabetes: {} });
});
