// From what the record holds to what the report says: every number of the report is decided here, and nowhere else.
import type { Day } from '#platform/contract.ts';
import type { ContentStatus, LocalText } from '#foundation/knowledge/rules/content.ts';
import type { InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { HealthIndex, KnownValues } from '../health-index.ts';
import { dueOf, type DueFacts } from './due.ts';
import { measureKeys, type MeasureKey } from './measure-keys.ts';
import { compare, measures, rounded } from './measures.ts';
import { factsForAdvice, prescribe } from './prescription.ts';
import type { CareUse, ChronicPart, IndexFacts, Measured, Reading, ReportModel, Risk, Target } from './report-model.ts';
import { targetsOf } from './targets.ts';
import { thingsToDo } from './things-to-do.ts';

export interface RiskFound {
  model: string;
  disease: LocalText;
  system: string;
  horizonYears: number;
  status: ContentStatus;
  level: Risk['level'] | undefined;
  result: InstrumentResult;
  /** Labels of the model's inputs. */
  labels: ReadonlyMap<string, LocalText>;
}
export type Readings = Partial<Record<MeasureKey, Reading>>;
export interface ReportFacts {
  year: number;
  asOf: Day;
  person: ReportModel['person'];
  simulated: boolean;
  values: KnownValues;
  index: HealthIndex;
  /** As the record stood at the end of the year before. */
  indexBefore: HealthIndex;
  now: Readings;
  before: Readings;
  risks: readonly RiskFound[];
  chronic: readonly ChronicPart[];
  use: CareUse;
  screenings: DueFacts['screenings'];
  vaccines: DueFacts['vaccines'];
  sources: ReportModel['sources'];
}

/** Ranges, targets, advice and what a report is expected to hold are those of adults. */
const adultYears = 18;

export function makeReport(facts: ReportFacts): ReportModel {
  const { year, asOf, person, simulated, values, chronic, use } = facts;
  const diseases = {
    hypertension: values['hypertension']?.value === true,
    diabetes: values['diabetes']?.value === true,
  };
  const adult = person.age === undefined || person.age >= adultYears;
  const targets = adult ? targetsOf(diseases, chronic) : new Map<MeasureKey, Target>();
  const measured = measureKeys.flatMap((key): Measured[] => {
    const [now, before] = [facts.now[key], facts.before[key]];
    if (!now && !before) return [];
    const reference = adult ? measures[key].reference?.({ sex: person.sex, diabetes: diseases.diabetes }) : undefined;
    return [compare(key, { ...(now && { now }), ...(before && { before }) }, reference, targets.get(key))];
  });
  const index = indexFacts(facts.index, facts.indexBefore);
  const due = dueOf({
    age: person.age,
    asOf,
    measured,
    chronic,
    screenings: facts.screenings,
    vaccines: facts.vaccines,
  });
  const seen = due.filter(({ mark }) => mark === 'seen');
  return {
    form: 1,
    year,
    asOf,
    person,
    simulated,
    index,
    things: thingsToDo(index, measured, seen),
    measured,
    risks: facts.risks.map(riskOf),
    chronic: [...chronic],
    use,
    due,
    prescription: adult
      ? prescribe(factsForAdvice(values, index, measured, chronic, use.medicines), measured, asOf)
      : { problems: [], advice: [], goals: [] },
    sources: facts.sources,
    gaps: gapsOf(index, facts, use, adult),
  };
}

/** Scores stand with one decimal; the change is the difference of what stands there. */
function indexFacts(now: HealthIndex, before: HealthIndex): IndexFacts {
  const score = now.score === undefined ? undefined : rounded(now.score, 1);
  const earlier = before.score === undefined ? undefined : rounded(before.score, 1);
  const pointsBefore = new Map(before.terms.map(({ key, points }) => [key, points]));
  return {
    state: now.state,
    ...(score !== undefined && { score }),
    known: now.known,
    of: 8,
    ...(now.band && { band: now.band }),
    ...(earlier !== undefined && { before: earlier }),
    ...(score !== undefined && earlier !== undefined && { change: rounded(score - earlier, 1) }),
    terms: now.terms.map(({ key, points }) => {
      const old = pointsBefore.get(key);
      return { key, ...(points !== undefined && { points }), ...(old !== undefined && { before: old }) };
    }),
  };
}

function riskOf({ model, disease, system, horizonYears, status, level, result, labels }: RiskFound): Risk {
  const head = { model, version: result.version, status, disease, system, horizonYears, state: result.state };
  if (result.state === 'not-applicable') return { ...head, label: result.reason };
  if (result.state === 'incomplete')
    return {
      ...head,
      missing: [...result.missing, ...result.implausible].map((key) => labels.get(key) ?? { zh: key, en: key }),
    };
  const { score, outcome } = result;
  return {
    ...head,
    ...(level && { level }),
    ...(score?.unit === '%' && { percent: rounded(score.value, 1) }),
    label: outcome.label,
  };
}

/** What an annual report is expected to hold. */
const expected: readonly (readonly MeasureKey[])[] = [
  ['systolic'],
  ['bmi'],
  ['waist'],
  ['fastingGlucose', 'hba1c'],
  ['totalCholesterol'],
  ['filtrationRate'],
];
function gapsOf(index: IndexFacts, facts: ReportFacts, use: CareUse, adult: boolean): ReportModel['gaps'] {
  return [
    ...index.terms.flatMap(({ key, points }) => (points === undefined ? [{ kind: 'index' as const, about: key }] : [])),
    ...(adult ? expected : []).flatMap((keys) =>
      keys.some((key) => facts.now[key]) ? [] : [{ kind: 'measure' as const, about: keys[0]! }],
    ),
    ...(use.visits ? [] : [{ kind: 'use' as const, about: 'visits' }]),
    ...(use.costFen === undefined ? [{ kind: 'use' as const, about: 'cost' }] : []),
  ];
}
