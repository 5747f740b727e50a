// Builders of the FHIR resources that generated visits consist of; all flagged simulated.
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { sourceSystem, type Resource } from '#foundation/record/rules/visit-resources.ts';
import type { Drug } from './margins.ts';

export type { Resource };

/** 诊断 ICD-10 / GB/T 14396 on the wire. */
const icd10 = 'urn:oid:2.16.156.10011.2.3.3.11';
const hl7 = 'http://terminology.hl7.org/CodeSystem';
const meta = { tag: [{ system: sourceSystem, code: 'clinic' }, simulatedTag] };
const codeable = (system: string, code: string, text: string) => ({ coding: [{ system, code, display: text }], text });

export interface Visit {
  id: string;
  patient: string;
  at: string;
  endAt: string;
  organization: string;
  practitioner: string;
}

export const encounter = (visit: Visit, reason: { code?: string; text: string }): Resource => ({
  resourceType: 'Encounter',
  id: visit.id,
  meta,
  status: 'finished',
  class: { system: `${hl7}/v3-ActCode`, code: 'AMB', display: 'ambulatory' },
  subject: { reference: visit.patient },
  participant: [{ individual: { reference: visit.practitioner } }],
  period: { start: visit.at, end: visit.endAt },
  reasonCode: [reason.code ? codeable(icd10, reason.code, reason.text) : { text: reason.text }],
  serviceProvider: { reference: visit.organization },
});

export const condition = (
  id: string,
  patient: string,
  what: { code: string; text: string },
  sinceOn: string,
  recorder: string,
): Resource => ({
  resourceType: 'Condition',
  id,
  meta,
  clinicalStatus: { coding: [{ system: `${hl7}/condition-clinical`, code: 'active' }] },
  verificationStatus: { coding: [{ system: `${hl7}/condition-ver-status`, code: 'confirmed' }] },
  category: [{ coding: [{ system: `${hl7}/condition-category`, code: 'problem-list-item' }] }],
  code: codeable(icd10, what.code, what.text),
  subject: { reference: patient },
  onsetDateTime: sinceOn,
  recordedDate: sinceOn,
  recorder: { reference: recorder },
});

export const prescription = (
  id: string,
  visit: Visit,
  { name, dose, pieces }: Pick<Drug, 'name' | 'dose' | 'pieces'>,
  status: 'active' | 'completed',
): Resource => ({
  resourceType: 'MedicationRequest',
  id,
  meta,
  status,
  intent: 'order',
  medicationCodeableConcept: { text: name },
  subject: { reference: visit.patient },
  encounter: { reference: `Encounter/${visit.id}` },
  authoredOn: visit.at,
  requester: { reference: visit.practitioner },
  dosageInstruction: [
    {
      text: dose,
      ...(pieces && {
        timing: { repeat: { frequency: pieces.times, period: 1, periodUnit: 'd' } },
        doseAndRate: [{ doseQuantity: { value: pieces.each, unit: pieces.unit } }],
      }),
    },
  ],
});

/** Boxes handed out for a prescription. */
export const dispensing = (
  id: string,
  { patient, organization, at }: Pick<Visit, 'patient' | 'organization' | 'at'>,
  { requestId, name, boxes, days }: { requestId: string; name: string; boxes: number; days: number },
): Resource => ({
  resourceType: 'MedicationDispense',
  id,
  meta,
  status: 'completed',
  medicationCodeableConcept: { text: name },
  subject: { reference: patient },
  performer: [{ actor: { reference: organization } }],
  authorizingPrescription: [{ reference: `MedicationRequest/${requestId}` }],
  quantity: { value: boxes, unit: '盒' },
  daysSupply: { value: days, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' },
  whenHandedOver: at,
});

export const penicillin = (id: string, patient: string, recordedOn: string): Resource => ({
  resourceType: 'AllergyIntolerance',
  id,
  meta,
  clinicalStatus: { coding: [{ system: `${hl7}/allergyintolerance-clinical`, code: 'active' }] },
  verificationStatus: { coding: [{ system: `${hl7}/allergyintolerance-verification`, code: 'confirmed' }] },
  type: 'allergy',
  category: ['medication'],
  criticality: 'high',
  code: { text: '青霉素' },
  patient: { reference: patient },
  recordedDate: recordedOn,
});

interface LaboratoryTest {
  loinc: string;
  text: string;
  unit: string;
  low?: number;
  high: number;
}
/** Reference ranges: usual adult ranges of Chinese laboratories (WS/T 404 series), HbA1c by WS/T 461. */
export const laboratoryTests = {
  haemoglobinA1c: { loinc: '4548-4', text: '糖化血红蛋白', unit: '%', low: 4, high: 6.5 },
  lowDensityLipoprotein: { loinc: '22748-8', text: '低密度脂蛋白胆固醇', unit: 'mmol/L', high: 3.4 },
  totalCholesterol: { loinc: '14647-2', text: '总胆固醇', unit: 'mmol/L', high: 5.2 },
  highDensityLipoprotein: { loinc: '14646-4', text: '高密度脂蛋白胆固醇', unit: 'mmol/L', low: 1, high: 2.5 },
  creatinine: { loinc: '14682-9', text: '血肌酐', unit: 'umol/L', low: 41, high: 111 },
} satisfies Record<string, LaboratoryTest>;

export function laboratory(id: string, visit: Visit, test: LaboratoryTest, value: number): Resource {
  const quantity = (amount: number) => ({
    value: amount,
    unit: test.unit,
    system: 'http://unitsofmeasure.org',
    code: test.unit,
  });
  const code = test.low !== undefined && value < test.low ? 'L' : value > test.high ? 'H' : 'N';
  return {
    resourceType: 'Observation',
    id,
    meta,
    status: 'final',
    category: [{ coding: [{ system: `${hl7}/observation-category`, code: 'laboratory' }] }],
    code: codeable('http://loinc.org', test.loinc, test.text),
    subject: { reference: visit.patient },
    encounter: { reference: `Encounter/${visit.id}` },
    effectiveDateTime: visit.at,
    performer: [{ reference: visit.organization }],
    valueQuantity: quantity(value),
    interpretation: [{ coding: [{ system: `${hl7}/v3-ObservationInterpretation`, code }] }],
    referenceRange: [{ ...(test.low !== undefined && { low: quantity(test.low) }), high: quantity(test.high) }],
  };
}
