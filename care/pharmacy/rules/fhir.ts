// Prescriptions as MedicationRequest, overridden alerts as DetectedIssue, what was handed out as MedicationDispense.
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import type { DispensingLine } from '../contract.ts';
import type { Prescription } from './prescription.ts';

const atc = 'http://www.whocc.no/atc';
const ucum = 'http://unitsofmeasure.org';
const terminology = 'http://terminology.hl7.org/CodeSystem';

export interface Frame {
  documentId: string;
  personId: string;
  /** When it was signed or begun. */
  at: string;
  tags: readonly object[];
  /** Items of more days are long prescriptions. */
  usualDays: number;
}
const common = ({ personId, tags }: Pick<Frame, 'personId' | 'tags'>) => ({
  ...(tags.length > 0 && { meta: { tag: tags } }),
  subject: { reference: `Patient/${personId}` },
});

export function prescriptionResources(prescription: Prescription, frame: Frame): Resource[] {
  const { attendanceId, items, signed, cancelled, overrides } = prescription;
  const status = cancelled ? 'stopped' : signed ? 'active' : 'draft';
  const requests = items.map((item): Resource => ({
    resourceType: 'MedicationRequest',
    id: item.itemId,
    ...common(frame),
    status,
    ...(cancelled && { statusReason: { text: cancelled } }),
    intent: 'order',
    medicationCodeableConcept: { coding: item.atc.map((code) => ({ system: atc, code })), text: item.name },
    ...(attendanceId && { encounter: { reference: `Encounter/${attendanceId}` } }),
    authoredOn: frame.at,
    ...(signed && { requester: { display: signed.byName } }),
    groupIdentifier: { system: 'urn:tianmu:fhir:prescription', value: frame.documentId },
    ...(item.days > frame.usualDays && {
      courseOfTherapyType: {
        coding: [{ system: `${terminology}/medicationrequest-course-of-therapy`, code: 'continuous' }],
        text: '长处方',
      },
    }),
    dosageInstruction: [
      {
        text: `每次 ${item.dose} ${item.doseUnit}，每日 ${item.timesPerDay} 次，共 ${item.days} 天${item.note ? `；${item.note}` : ''}`,
        timing: {
          repeat: {
            frequency: item.timesPerDay,
            period: 1,
            periodUnit: 'd',
            boundsDuration: { value: item.days, unit: 'd', system: ucum, code: 'd' },
          },
        },
        doseAndRate: [{ doseQuantity: { value: item.dose, unit: item.doseUnit, system: ucum, code: item.doseUnit } }],
      },
    ],
    dispenseRequest: { expectedSupplyDuration: { value: item.days, unit: 'd', system: ucum, code: 'd' } },
  }));
  const issues = overrides.map((override, index): Resource => ({
    resourceType: 'DetectedIssue',
    id: `${frame.documentId}-override-${index + 1}`,
    ...(frame.tags.length > 0 && { meta: { tag: frame.tags } }),
    status: 'final',
    severity: override.severity === 'moderate' ? 'moderate' : 'high',
    code: { text: override.sentence },
    patient: { reference: `Patient/${frame.personId}` },
    identifiedDateTime: override.at,
    implicated: items
      .filter(({ name }) => override.medications.includes(name))
      .map(({ itemId }) => ({ reference: `MedicationRequest/${itemId}` })),
    mitigation: [{ action: { text: override.reason }, date: override.at, author: { display: override.byName } }],
  }));
  return [...requests, ...issues];
}

export const dispenseResource = (
  line: DispensingLine & { lineId: string },
  frame: Omit<Frame, 'documentId' | 'usualDays'> & { attendanceId?: string; byName?: string },
): Resource => ({
  resourceType: 'MedicationDispense',
  id: line.lineId,
  ...common(frame),
  contained: [
    {
      resourceType: 'Medication',
      id: 'batch',
      code: { text: line.name },
      batch: { lotNumber: line.batch, expirationDate: line.expiresOn },
    },
  ],
  status: 'completed',
  medicationReference: { reference: '#batch', display: line.name },
  ...(frame.attendanceId && { context: { reference: `Encounter/${frame.attendanceId}` } }),
  ...(frame.byName && { performer: [{ actor: { display: frame.byName } }] }),
  authorizingPrescription: [{ reference: `MedicationRequest/${line.itemId}` }],
  quantity: { value: line.quantity, unit: line.unit },
  whenHandedOver: frame.at,
});
