// The record of one generated resident over some years: problems, follow-ups, other visits, measurements, prescriptions.
import { sourceSystem, vitalObservations, type Resource } from '#foundation/record/rules/visit-resources.ts';
import type { Vital } from '#foundation/record/contract.ts';
import { dispensingsOf, type Fetches, type Prescribed } from './dispensings.ts';
import { condition, encounter, laboratory, laboratoryTests, penicillin, prescription, type Visit } from './fhir.ts';
import { conditionNames, type Health } from './health.ts';
import { bloodPressure, drugs, glucose, habits, stepAt, visits, type ConditionKey, type Drug } from './margins.ts';
import { lungAnswersOf } from './lung-answers.ts';
import type { Random } from './random.ts';
import type { AskedFact } from '#care/risk/rules/asked-facts.ts';
import { factObservation } from '#care/risk/rules/fact-observation.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';

/** Where and by whom a resident is seen. */
export interface Care {
  centre: string;
  gp: string;
  clinic?: string;
  villageDoctor: string;
}
interface Subject {
  personId: string;
  years: number;
  sex: 'male' | 'female';
  health: Health;
  care: Care;
  /** Of people made by hand. */
  fetches?: Fetches | undefined;
}
interface RecordOptions {
  now: Date;
  /** Years of visits before now. */
  years: number;
  newId: () => string;
}

const dayMilliseconds = 86_400_000;
const followed: readonly ConditionKey[] = ['hypertension', 'diabetes', 'copd'];
const complaints: readonly (readonly [{ code: string; text: string }, number])[] = [
  [{ code: 'J06.900', text: '急性上呼吸道感染' }, 5],
  [{ code: 'M54.500', text: '腰痛' }, 2],
  [{ code: 'K29.700', text: '胃炎' }, 2],
  [{ code: 'J20.900', text: '急性支气管炎' }, 2],
  [{ code: 'L30.900', text: '皮炎' }, 1],
  [{ code: 'G47.000', text: '睡眠障碍' }, 1],
  [{ code: 'K02.900', text: '龋齿' }, 1],
  [{ code: 'S93.400', text: '踝关节扭伤' }, 0.7],
];

export function recordOf(subject: Subject, options: RecordOptions, random: Random): Resource[] {
  const { health, personId, care } = subject;
  const { newId, now } = options;
  const patient = `Patient/${personId}`;
  const resources: Resource[] = [];
  for (const key of health.conditions) {
    const yearsAgo = options.years + random.next() * Math.min(12, Math.max(0.5, subject.years / 6));
    const since = new Date(now.getTime() - yearsAgo * 365 * dayMilliseconds).toISOString().slice(0, 10);
    resources.push(condition(newId(), patient, conditionNames[key], since, care.gp));
  }
  if (health.penicillinAllergy)
    resources.push(
      penicillin(
        newId(),
        patient,
        new Date(now.getTime() - random.below(3000) * dayMilliseconds).toISOString().slice(0, 10),
      ),
    );
  const chosen = chooseDrugs(health, random);
  const main = followed.find((key) => health.conditions.includes(key));
  const planned = main ? followUpDays(options, random) : checkUpDays(subject, options, random);
  let lastVisit: Visit | undefined;
  const prescribed: Prescribed[] = [];
  for (const [place, daysAgo] of planned.entries()) {
    const visit = visitAt(daysAgo, subject, options, random);
    lastVisit = visit;
    const yearly = place % visits.value.followUps === 0;
    resources.push(
      encounter(
        visit,
        main ? { ...conditionNames[main], text: `${conditionNames[main].text}随访` } : { text: '年度健康体检' },
      ),
    );
    resources.push(...measure(visit, subject, yearly || !main, random));
    if (!main || yearly) resources.push(...laboratoryOf(visit, subject, newId, random));
    // Long-term drugs are prescribed anew each year; the last prescription is the one in force.
    if (main && yearly)
      for (const drug of chosen) {
        const requestId = newId();
        const standing = place + visits.value.followUps >= planned.length;
        resources.push(prescription(requestId, visit, drug, standing ? 'active' : 'completed'));
        prescribed.push({ requestId, drug, visit });
      }
  }
  const last = planned.length > 0 && subject.years >= 20 ? lastVisit : undefined;
  if (last) resources.push(...askedAndTested(last, subject, newId, random));
  resources.push(...otherVisits(subject, options, random));
  resources.push(...dispensingsOf(prescribed, options, random, subject.fetches));
  return resources;
}

function chooseDrugs(health: Health, random: Random): Drug[] {
  return health.conditions.flatMap((key) => {
    const offered = drugs.value[key];
    return offered ? [random.weighted(offered.map((drug) => [drug, drug.weight] as const))] : [];
  });
}

/** Oldest first: four in each year, some of them missed. */
function followUpDays({ years }: RecordOptions, random: Random): number[] {
  const count = years * visits.value.followUps;
  const interval = 365 / visits.value.followUps;
  return Array.from({ length: count }, (_, place) =>
    Math.round((count - place) * interval - 20 - random.below(50)),
  ).filter((daysAgo) => daysAgo > 0 && random.chance(visits.value.kept));
}

/** From 65 years on a check-up a year (national programme), eight of ten come. */
function checkUpDays({ years }: Subject, options: RecordOptions, random: Random): number[] {
  if (years < 65) return [];
  return Array.from(
    { length: options.years },
    (_, year) => (options.years - year) * 365 - 30 - random.below(200),
  ).filter(() => random.chance(0.8));
}

function visitAt(daysAgo: number, { personId, care }: Subject, { now, newId }: RecordOptions, random: Random): Visit {
  const day = new Date(now.getTime() - daysAgo * dayMilliseconds).toISOString().slice(0, 10);
  const minutes = 8 * 60 + random.below(8 * 60);
  const time = (minute: number) =>
    `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+08:00`;
  const inVillage = care.clinic !== undefined && random.chance(0.5);
  return {
    id: newId(),
    patient: `Patient/${personId}`,
    at: time(minutes),
    endAt: time(minutes + 8 + random.below(15)),
    organization: inVillage ? care.clinic! : care.centre,
    practitioner: inVillage ? care.villageDoctor : care.gp,
  };
}

const round = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

function measure(visit: Visit, { years, health }: Subject, whole: boolean, random: Random): Resource[] {
  const pressure = health.conditions.includes('hypertension')
    ? health.hypertensionControlled
      ? 'controlled'
      : 'uncontrolled'
    : 'healthy';
  const sugar = health.conditions.includes('diabetes')
    ? health.diabetesControlled
      ? 'controlled'
      : 'uncontrolled'
    : 'healthy';
  const draw = ([mean, deviation]: readonly [number, number]) => random.normal(mean, deviation);
  const systolic = Math.round(Math.min(215, Math.max(88, draw(bloodPressure.value[pressure].systolic))));
  const diastolic = Math.round(Math.min(systolic - 15, Math.max(50, draw(bloodPressure.value[pressure].diastolic))));
  const vitals: Vital[] = [
    { kind: 'systolic', value: systolic },
    { kind: 'diastolic', value: diastolic },
  ];
  if (sugar !== 'healthy' || whole)
    vitals.push({ kind: 'glucose-fasting', value: round(Math.max(3.2, draw(glucose.value[sugar])), 1) });
  if (whole)
    vitals.push(
      { kind: 'body-weight', value: weightOf(years, health, random) },
      { kind: 'body-height', value: health.heightCentimetres },
    );
  if (health.conditions.includes('copd'))
    vitals.push({ kind: 'oxygen-saturation', value: Math.min(99, Math.round(random.normal(94, 1.6))) });
  const { id, patient, at, organization } = visit;
  return vitalObservations(vitals, {
    id,
    patient,
    at,
    source: 'clinic',
    simulated: true,
    visitId: id,
    performer: organization,
  });
}

const weightOf = (years: number, health: Health, random: Random): number => {
  const index = years < 18 ? 15.5 + years * 0.3 : health.bodyMassIndex;
  return round(index * (health.heightCentimetres / 100) ** 2 + random.normal(0, 0.9), 1);
};

function laboratoryOf(visit: Visit, { health }: Subject, newId: () => string, random: Random): Resource[] {
  const has = (key: ConditionKey) => health.conditions.includes(key);
  const results: Resource[] = [];
  const add = (test: keyof typeof laboratoryTests, value: number, decimals: number) =>
    results.push(laboratory(newId(), visit, laboratoryTests[test], round(value, decimals)));
  if (has('diabetes'))
    add('haemoglobinA1c', Math.max(4.5, random.normal(health.diabetesControlled ? 6.5 : 8.4, 0.7)), 1);
  if (has('lipids') || has('coronary') || random.chance(0.3))
    add('lowDensityLipoprotein', Math.max(1, random.normal(has('lipids') ? 3.4 : 2.7, 0.6)), 2);
  if (has('kidney') || random.chance(0.3))
    add('creatinine', Math.max(38, random.normal(has('kidney') ? 150 : 72, has('kidney') ? 30 : 14)), 0);
  return results;
}

/** What risk models need beside the follow-up: lipids and waist of the last visit, and what only the person can say. */
function askedAndTested(
  visit: Visit,
  { years, sex, health, personId }: Subject,
  newId: () => string,
  random: Random,
): Resource[] {
  const { nicotine, relatives, cholesterol, highDensity, told, smokerAtHome, activity, sleep, lipidLowering } =
    habits.value;
  const tested = (test: keyof typeof laboratoryTests, [mean, deviation]: readonly [number, number], least: number) =>
    laboratory(newId(), visit, laboratoryTests[test], round(Math.max(least, random.normal(mean, deviation)), 2));
  const asked = (fact: AskedFact, value: boolean | number | string): Resource => ({
    ...factObservation({ id: newId(), personId, fact, value, at: new Date(visit.at), byPerson: false }),
    meta: { tag: [{ system: sourceSystem, code: 'clinic' }, simulatedTag] },
  });
  const hasLipids = health.conditions.includes('lipids');
  const measured = [
    tested('totalCholesterol', cholesterol[hasLipids ? 'withLipids' : 'usual'], 2.5),
    tested('highDensityLipoprotein', highDensity, 0.6),
    ...vitalObservations(
      [
        {
          kind: 'waist',
          value: Math.round(health.bodyMassIndex * 3.1 + (sex === 'male' ? 14 : 8) + random.normal(0, 3)),
        },
      ],
      {
        id: newId(),
        patient: visit.patient,
        at: visit.at,
        source: 'clinic',
        simulated: true,
        visitId: visit.id,
        performer: visit.practitioner,
      },
    ),
  ];
  const smokes = years < 20 ? 'never' : random.weighted(nicotine[sex]);
  return [
    ...measured,
    asked('nicotine', smokes),
    ...(health.conditions.includes('hypertension') ? [asked('antihypertensive', true)] : []),
    asked('lipidLowering', hasLipids && random.chance(lipidLowering)),
    ...(random.chance(told)
      ? [
          asked('smokerAtHome', random.chance(smokerAtHome)),
          asked('activityMinutes', Math.max(0, Math.round(random.normal(...activity) / 10) * 10)),
          asked('sleepHours', Math.min(12, Math.max(3, Math.round(random.normal(...sleep) * 2) / 2))),
        ]
      : []),
    asked('ascvdRelative', random.chance(relatives.cardiovascular)),
    asked('diabetesRelative', random.chance(relatives.diabetes)),
    ...lungAnswersOf({ personId, years, nicotine: smokes }).map(([fact, value]) => asked(fact, value)),
  ];
}

function otherVisits(subject: Subject, options: RecordOptions, random: Random): Resource[] {
  const expected = stepAt(visits.value.others, subject.years) * options.years;
  const count = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  return Array.from({ length: count }, () => 1 + random.below(options.years * 365))
    .sort((a, b) => b - a)
    .flatMap((daysAgo) => {
      const visit = visitAt(daysAgo, subject, options, random);
      const reason = random.weighted(complaints);
      const seen = [encounter(visit, reason)];
      if (subject.years >= 35 && random.chance(0.5)) return [...seen, ...measure(visit, subject, false, random)];
      if (!reason.code.startsWith('J') || !random.chance(0.6)) return seen;
      const { id, patient, at, organization } = visit;
      const temperature: Vital[] = [
        { kind: 'body-temperature', value: round(Math.max(36, random.normal(37.3, 0.6)), 1) },
      ];
      return [
        ...seen,
        ...vitalObservations(temperature, {
          id,
          patient,
          at,
          source: 'clinic',
          simulated: true,
          visitId: id,
          performer: organization,
        }),
      ];
    });
}
