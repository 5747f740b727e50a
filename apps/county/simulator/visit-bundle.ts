// A clinic visit as another vendor's system would send it: a FHIR transaction with the visit and the blood pressure taken.
import { pressures } from './readings.ts';
import type { Random } from '../random.ts';

const tag = [{ system: 'urn:tianmu:fhir:tag', code: 'simulated' }];
const reasons: readonly (readonly [{ code: string; text: string }, number])[] = [
  [{ code: 'I10.x00', text: '原发性高血压随访' }, 4],
  [{ code: 'E11.900', text: '2型糖尿病随访' }, 2],
  [{ code: 'J06.900', text: '急性上呼吸道感染' }, 4],
  [{ code: 'M54.500', text: '腰痛' }, 2],
  [{ code: 'K29.700', text: '胃炎' }, 2],
];

interface VisitToSend {
  personId: string;
  /** Ids for the bundle's two entries, so that repeating the transaction writes nothing new. */
  encounterId: string;
  observationId: string;
  at: Date;
}

export function visitBundle(
  { personId, encounterId, observationId, at }: VisitToSend,
  numbers: Random,
): Record<string, unknown> {
  const reason = numbers.weighted(reasons);
  const instant = at.toISOString();
  const subject = { reference: `Patient/${personId}` };
  const component = (code: string, display: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code, display }] },
    valueQuantity: { value, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  const [systolic, diastolic] = pressures(numbers.normal(132, 14), numbers);
  const encounter = {
    resourceType: 'Encounter',
    id: encounterId,
    meta: { tag },
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    subject,
    period: { start: instant, end: instant },
    reasonCode: [
      {
        coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11', code: reason.code, display: reason.text }],
        text: reason.text,
      },
    ],
  };
  const observation = {
    resourceType: 'Observation',
    id: observationId,
    meta: { tag },
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: {
      coding: [
        { system: 'http://loinc.org', code: '85354-9', display: 'Blood pressure panel with all children optional' },
      ],
      text: '血压',
    },
    subject,
    encounter: { reference: `Encounter/${encounterId}` },
    effectiveDateTime: instant,
    component: [
      component('8480-6', 'Systolic blood pressure', systolic!.value),
      component('8462-4', 'Diastolic blood pressure', diastolic!.value),
    ],
  };
  const entry = [encounter, observation].map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  }));
  return { resourceType: 'Bundle', type: 'transaction', entry };
}
