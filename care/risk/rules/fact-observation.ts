// An answer as an Observation, and an Observation as an answer.
import type { Value } from '#foundation/knowledge/rules/values.ts';
import { sourceSystem, type Resource } from '#foundation/record/rules/visit-resources.ts';
import { answers, askedFacts, questionOf, riskFactSystem, type AskedFact } from './asked-facts.ts';

export interface FactWriting {
  id: string;
  personId: string;
  fact: AskedFact;
  value: Value;
  at: Date;
  /** The person says it, or a relative for them. */
  byPerson: boolean;
}
const socialHistory: readonly AskedFact[] = [
  'nicotine',
  'cigarettes',
  'smokedYears',
  'quitYears',
  'smokerAtHome',
  'passiveYears',
  'exposureYears',
  'schooling',
  'activityMinutes',
  'sleepHours',
  'exercises',
];

export function factObservation({ id, personId, fact, value, at, byPerson }: FactWriting): Resource {
  const question = questionOf(fact);
  return {
    resourceType: 'Observation',
    id,
    meta: { tag: [{ system: sourceSystem, code: byPerson ? 'self' : 'clinic' }] },
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: socialHistory.includes(fact) ? 'social-history' : 'survey',
          },
        ],
      },
    ],
    code: { coding: [{ system: riskFactSystem, code: fact }], text: askedFacts[fact].text },
    subject: { reference: `Patient/${personId}` },
    effectiveDateTime: at.toISOString(),
    ...(question.kind === 'yes-no' && { valueBoolean: value }),
    ...(question.kind === 'number' && {
      valueQuantity: { value, unit: question.unit, system: 'http://unitsofmeasure.org', code: question.unit },
    }),
    ...(question.kind === 'choice' && {
      valueCodeableConcept: {
        coding: [{ system: riskFactSystem, code: value, display: question.texts[String(value)] }],
        text: question.texts[String(value)],
      },
    }),
    ...(byPerson && { performer: [{ reference: `Patient/${personId}` }] }),
  };
}

/** Nothing where it is no answer to that question. */
export function answerOf(fact: AskedFact, resource: Record<string, unknown>): Value | undefined {
  const quantity = resource.valueQuantity as { value?: unknown } | undefined;
  const concept = resource.valueCodeableConcept as { coding?: { code?: string }[] } | undefined;
  // Choices stood as a string once.
  const value = resource.valueBoolean ?? concept?.coding?.[0]?.code ?? resource.valueString ?? quantity?.value;
  return answers(fact, value) ? value : undefined;
}
