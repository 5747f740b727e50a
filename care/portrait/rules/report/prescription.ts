// The health prescription: which advice is triggered by which facts, what is aimed at, and at most three goals that can be measured.
import type { Day } from '#platform/contract.ts';
import type { KnownValues } from '../health-index.ts';
import { daysAfter } from './due.ts';
import { adviceRules, type RxFacts } from './prescription-rules.ts';
import { distanceTo } from './measures.ts';
import type { ChronicPart, Goal, IndexFacts, Measured, Prescription } from './report-model.ts';
import { dangersOf } from './things-to-do.ts';

export const mostGoals = 3;
/** Days until what a person does shows: the next quarterly contact; weight takes two of them (assumed). */
const soon = 90;
const later = 180;

export function factsForAdvice(
  values: KnownValues,
  index: IndexFacts,
  measured: readonly Measured[],
  chronic: readonly ChronicPart[],
  medicines: readonly string[],
): RxFacts {
  const is = (key: string) => values[key]?.value === true;
  const number = (key: string) => {
    const value = values[key]?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const reading = (key: Measured['key']) => measured.find((one) => one.key === key)?.now?.value;
  return {
    age: number('age'),
    points: new Map(index.terms.flatMap(({ key, points }) => (points === undefined ? [] : [[key, points]]))),
    hypertension: is('hypertension'),
    diabetes: is('diabetes'),
    takesMedicine: medicines.length > 0 || is('antihypertensive') || is('lipidLowering'),
    uncontrolled: chronic.some(({ controlled }) => controlled === false),
    smokes: values['nicotine']?.value === 'current',
    smokerAtHome: is('smokerAtHome'),
    systolic: reading('systolic'),
    diastolic: reading('diastolic'),
    fastingGlucose: reading('fastingGlucose'),
    restingRate: reading('heartRate'),
    inDanger: dangersOf(measured).length > 0,
  };
}

export function prescribe(facts: RxFacts, measured: readonly Measured[], asOf: Day): Prescription {
  return {
    problems: measured.flatMap(({ key, now, target }) =>
      now && target && distanceTo(target, now.value) > 0
        ? [{ measure: key, value: now.value, ...(now.where && { where: now.where }), target }]
        : [],
    ),
    advice: adviceRules.flatMap(({ rule, code, block, mark, when }) => {
      const parameters = when(facts);
      return parameters ? [{ rule, ...(code && { code }), block, parameters, mark }] : [];
    }),
    goals: goalsOf(facts, measured, asOf),
  };
}

function goalsOf(facts: RxFacts, measured: readonly Measured[], asOf: Day): Goal[] {
  const goals: Goal[] = [];
  const add = (key: string, from: string, to: string, days: number, mark: Goal['mark']) =>
    goals.push({ key, from, to, byOn: daysAfter(asOf, days), mark });
  const missed = (key: Measured['key']) =>
    measured.find((one) => one.key === key && one.now && one.target && distanceTo(one.target, one.now.value) > 0);
  if (facts.smokes) add('smoking', '', '0', soon, 'seen');
  const [systolic, diastolic] = [missed('systolic'), missed('diastolic')];
  const pressure = systolic ?? diastolic;
  if (pressure) {
    const value = (key: Measured['key']) => measured.find((one) => one.key === key);
    const aim = (key: Measured['key']) => value(key)?.target?.below;
    add(
      'pressure',
      `${facts.systolic ?? '–'}/${facts.diastolic ?? '–'}`,
      `${aim('systolic') ?? '–'}/${aim('diastolic') ?? '–'}`,
      soon,
      pressure.target!.mark,
    );
  }
  for (const key of ['hba1c', 'fastingGlucose'] as const) {
    const one = missed(key);
    if (one?.target?.below === undefined || goals.some((goal) => goal.key === 'hba1c')) continue;
    add(key, one.now!.value.toFixed(one.digits), String(one.target!.below), soon, one.target!.mark);
  }
  const activity = facts.points.get('activity');
  if (activity !== undefined && activity < 100) add('activity', '', '≥150', soon, 'seen');
  const weight = measured.find(({ key }) => key === 'weight')?.now;
  if (weight && missed('bmi')) add('weight', weight.value.toFixed(1), (weight.value * 0.95).toFixed(1), later, 'draft');
  const sleep = facts.points.get('sleep');
  if (sleep !== undefined && sleep < 100) add('sleep', '', '7–9', soon, 'seen');
  return goals.slice(0, mostGoals);
}
