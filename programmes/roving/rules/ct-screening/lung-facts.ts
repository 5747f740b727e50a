// What the low-dose CT rule asks for, as the record holds it: which codes count as which fact, and facts as resources.
import type { InputValues } from '#foundation/knowledge/rules/values.ts';

/** ICD-10: chronic obstructive pulmonary disease; malignant neoplasm of bronchus and lung. */
export const copdCode = 'J44';
export const lungCancerCode = 'C34';
/** LOINC: tobacco smoking status. */
const smokingCode = '72166-2';
/** The facts for which no standard code was confirmed: our own system, one code for each input of the rule. */
export const lungFactSystem = 'urn:tianmu:fhir:lung-screening-fact';

export const smokingStates = ['never', 'former', 'current'] as const;
export interface LungFacts {
  smoking?: (typeof smokingStates)[number];
  packYears?: number;
  quitYears?: number;
  passiveYears?: number;
  copd?: boolean;
  exposureYears?: number;
  relative?: boolean;
}
type FactKey = keyof LungFacts;
/** SNOMED CT, as the value set of 72166-2 has them. */
const smokingSnomed: Record<string, LungFacts['smoking']> = {
  '266919005': 'never',
  '8517006': 'former',
  '77176002': 'current',
  '449868002': 'current',
  '428041000124106': 'current',
};
const snomedOf = { never: '266919005', former: '8517006', current: '77176002' } as const;
const yearsKeys = ['packYears', 'quitYears', 'passiveYears', 'exposureYears'] as const;
const yesNoKeys = ['copd', 'relative'] as const;
const units: Record<(typeof yearsKeys)[number], string> = {
  packYears: '{pack}.a',
  quitYears: 'a',
  passiveYears: 'a',
  exposureYears: 'a',
};

export const wantedFacts = {
  conditions: [copdCode, lungCancerCode],
  observations: [smokingCode, ...yearsKeys, ...yesNoKeys],
};

export interface RecordedFact {
  type: 'Condition' | 'Observation';
  code: string;
  at?: Date | undefined;
  resource: Record<string, unknown>;
}
interface Coded {
  coding?: { code?: string }[];
}

const yearMilliseconds = 365.25 * 86_400_000;

/** What is not recorded stays unknown: only a recorded disease counts as one, its absence is no answer. */
export function factsOf(recorded: readonly RecordedFact[], now: Date): LungFacts {
  const facts: LungFacts = {};
  for (const { type, code, resource, at } of recorded) {
    if (type === 'Condition') continue;
    const number = (resource.valueQuantity as { value?: number } | undefined)?.value;
    if (code === smokingCode) {
      const state = ((resource.valueCodeableConcept as Coded | undefined)?.coding ?? [])
        .map((coding) => smokingSnomed[coding.code ?? ''])
        .find((one) => one !== undefined);
      if (state) facts.smoking = state;
    } else if (yesNoKeys.includes(code as 'copd')) {
      if (typeof resource.valueBoolean === 'boolean') facts[code as 'copd'] = resource.valueBoolean;
    } else if (yearsKeys.includes(code as 'packYears') && typeof number === 'number') {
      // Whoever had stopped two years ago when asked last year has stopped three years ago.
      const since = code === 'quitYears' && at ? Math.floor((now.getTime() - at.getTime()) / yearMilliseconds) : 0;
      facts[code as 'packYears'] = number + Math.max(0, since);
    }
  }
  if (recorded.some(({ type, code }) => type === 'Condition' && code.startsWith(copdCode))) facts.copd = true;
  return facts;
}

export const hasLungCancer = (recorded: readonly RecordedFact[]): boolean =>
  recorded.some(({ type, code }) => type === 'Condition' && code.startsWith(lungCancerCode));

export const inputsOf = (facts: LungFacts, age: number): InputValues => ({ age, ...facts });

export interface FactWriting {
  personId: string;
  at: Date;
  newId: () => string;
}

/** As they stand in the record, for whoever reads it. */
const texts: Record<FactKey, string> = {
  smoking: '吸烟',
  packYears: '吸烟量',
  quitYears: '戒烟年数',
  passiveYears: '被动吸烟年数',
  copd: '慢性阻塞性肺疾病',
  exposureYears: '职业接触年数',
  relative: '父母或兄弟姐妹患肺癌',
};
const smokingTexts = { never: '从不吸烟', former: '已戒烟', current: '现在吸烟' } as const;

/** One Observation for each answer that was given. */
export function factResources(
  facts: LungFacts,
  { personId, at, newId }: FactWriting,
): (Record<string, unknown> & { resourceType: string; id: string })[] {
  const one = (key: FactKey, value: Record<string, unknown>) => ({
    resourceType: 'Observation',
    id: newId(),
    status: 'final',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'social-history' }],
      },
    ],
    code: {
      coding: [
        key === 'smoking' ? { system: 'http://loinc.org', code: smokingCode } : { system: lungFactSystem, code: key },
      ],
      text: texts[key],
    },
    subject: { reference: `Patient/${personId}` },
    effectiveDateTime: at.toISOString(),
    ...value,
  });
  return [
    ...(facts.smoking
      ? [
          one('smoking', {
            valueCodeableConcept: {
              coding: [{ system: 'http://snomed.info/sct', code: snomedOf[facts.smoking] }],
              text: smokingTexts[facts.smoking],
            },
          }),
        ]
      : []),
    ...yearsKeys.flatMap((key) =>
      facts[key] === undefined
        ? []
        : [
            one(key, {
              valueQuantity: {
                value: facts[key],
                unit: units[key],
                system: 'http://unitsofmeasure.org',
                code: units[key],
              },
            }),
          ],
    ),
    ...yesNoKeys.flatMap((key) => (facts[key] === undefined ? [] : [one(key, { valueBoolean: facts[key] })])),
  ];
}
