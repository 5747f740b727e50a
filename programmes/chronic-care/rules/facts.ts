// Turns the evidence of a person into the named facts that the colour policy reads; what is not known is left out.
import { yearsOn, type Day } from '#platform/contract.ts';
import { holds } from '#foundation/knowledge/rules/condition.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import type { ColourPolicy } from './colour-policy.ts';
import { daysBetween } from './days.ts';
import type { Disease } from './disease.ts';
import type { Evidence, Reading, ReadKey } from './evidence.ts';
import { filtrationRate } from './filtration-rate.ts';

/** Two pressures of one moment are one reading of two keys; these are compared as values. */
type Numbers = Partial<Record<ReadKey, number>>;

export function factsOf(policy: ColourPolicy, disease: Disease, evidence: Evidence, today: Day, dueOn?: Day): Values {
  const { windows } = policy;
  const age = evidence.birthOn === undefined ? undefined : yearsOn(evidence.birthOn, today);
  const readings = evidence.readings.filter(({ on }) => on <= today);
  const byStaff = readings.filter(({ atHome }) => !atHome);
  const form = evidence.followUps.find(
    (one) => one.disease === disease && daysBetween(one.on, today) <= windows.formDays,
  );
  const days = visitDays(byStaff, disease);
  const uncontrolled = (numbers: Numbers | undefined): boolean | undefined => {
    const condition = policy.diseases[disease].uncontrolled;
    const values: Values = { ...numbers, age };
    return condition && numbers && holds(condition, (key) => values[key]);
  };
  const lastContactOn = [days[0]?.on, form?.on]
    .filter((on) => on !== undefined)
    .toSorted()
    .at(-1);
  const dangerous = readings.filter(
    (one) => daysBetween(one.on, today) <= windows.peakDays && one.at >= lastMeasuredByStaff(byStaff, one.key),
  );
  const most = (keys: readonly ReadKey[]) => extreme(dangerous, keys, Math.max);
  const laboratory = (key: ReadKey) =>
    readings.find((one) => one.key === key && daysBetween(one.on, today) <= windows.laboratoryDays)?.value;
  const [now] = days;
  const creatinine = laboratory('creatinine');
  return known({
    age,
    ...now?.numbers,
    uncontrolled: uncontrolled(now?.numbers),
    uncontrolledVisits: countWhile(days, (day) => uncontrolled(day.numbers) === true),
    peakSystolic: most(['systolic']),
    peakDiastolic: most(['diastolic']),
    peakGlucose: most(['glucose', 'fastingGlucose']),
    lowestGlucose: extreme(dangerous, ['glucose', 'fastingGlucose'], Math.min),
    lowestSaturation: extreme(dangerous, ['saturation'], Math.min),
    ...homeMean(readings, today, policy),
    haemoglobinA1c: laboratory('haemoglobinA1c'),
    filtrationRate:
      creatinine !== undefined && age !== undefined && (evidence.sex === 'male' || evidence.sex === 'female')
        ? filtrationRate(creatinine, age, evidence.sex)
        : undefined,
    neverSeen: lastContactOn === undefined,
    overdueDays: dueOn === undefined ? undefined : daysBetween(dueOn, today),
    ...(form && fromForm(form.answers)),
  });
}

/** Staff measured: from then on earlier readings no longer frighten. */
function lastMeasuredByStaff(byStaff: readonly Reading[], key: ReadKey): Date {
  return byStaff.find((one) => one.key === key || sameMeasure(one.key, key))?.at ?? new Date(0);
}
const sameMeasure = (one: ReadKey, other: ReadKey): boolean =>
  [one, other].every((key) => key === 'glucose' || key === 'fastingGlucose');

const measuredFor: Record<Disease, readonly ReadKey[]> = {
  hypertension: ['systolic', 'diastolic'],
  diabetes: ['fastingGlucose'],
  copd: ['saturation', 'systolic', 'diastolic'],
  stroke: ['systolic', 'diastolic'],
  ckd: ['systolic', 'diastolic', 'creatinine'],
};

/** Days on which staff measured what this disease needs, newest first, each with the last value of the day. */
export function visitDays(byStaff: readonly Reading[], disease: Disease): { on: Day; numbers: Numbers }[] {
  const days = new Map<Day, Numbers>();
  for (const { on, key, value } of byStaff) {
    if (!measuredFor[disease].includes(key)) continue;
    const numbers = days.get(on) ?? {};
    days.set(on, { [key]: value, ...numbers });
  }
  return [...days].map(([on, numbers]) => ({ on, numbers }));
}

function homeMean(readings: readonly Reading[], today: Day, { windows }: ColourPolicy): Values {
  const meanOf = (key: ReadKey): number | undefined => {
    const values = readings.filter(
      (one) => one.atHome && one.key === key && daysBetween(one.on, today) < windows.homeMeanDays,
    );
    if (values.length < windows.homeMeanReadings) return undefined;
    return Math.round((values.reduce((sum, { value }) => sum + value, 0) / values.length) * 10) / 10;
  };
  return { homeMeanSystolic: meanOf('systolic'), homeMeanDiastolic: meanOf('diastolic') };
}

/** Answers of the two national follow-up forms. */
function fromForm(answers: Answers): Values {
  const signs = answers['emergencySigns'];
  const adverse = answers['adverse'];
  return known({
    emergencySigns: Array.isArray(signs) ? signs.some((code) => code !== 'none') : undefined,
    complication: answers['complication'],
    adverse: typeof adverse === 'string' ? adverse !== 'none' : undefined,
    adherence: answers['adherence'],
    hypoglycaemia: answers['hypoglycaemia'],
  });
}

function extreme(
  readings: readonly Reading[],
  keys: readonly ReadKey[],
  pick: (...values: number[]) => number,
): number | undefined {
  const values = readings.filter(({ key }) => keys.includes(key)).map(({ value }) => value);
  return values.length > 0 ? pick(...values) : undefined;
}
const countWhile = <One>(list: readonly One[], test: (one: One) => boolean): number => {
  const end = list.findIndex((one) => !test(one));
  return end < 0 ? list.length : end;
};
const known = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
