// Turns a visit or a home reading into FHIR resources whose ids follow from the client's id, so that repeats write nothing new.
import type { Interpretation, NewMeasurement, NewVisit, Source, Vital, VitalKind } from '../contract.ts';
import { simulatedTag } from './person-facts.ts';
import { bloodPressurePanel, vitalInterpretation, vitalRules } from './vitals.ts';

export type Resource = Record<string, unknown> & { resourceType: string; id: string };

export const sourceSystem = 'urn:tianmu:fhir:source';
const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';
const loinc = (code: string, display: string) => ({ system: 'http://loinc.org', code, display });

interface Writing {
  id: string;
  /** Reference text of the patient, e.g. `Patient/0198...`. */
  patient: string;
  at: string;
  source: Source;
  simulated: boolean;
  visitId?: string;
  performer?: string;
  device?: { id: string; name?: string };
}

const metaOf = ({ source, simulated }: Pick<Writing, 'source' | 'simulated'>) => ({
  tag: [{ system: sourceSystem, code: source }, ...(simulated ? [simulatedTag] : [])],
});

const interpretationCodes: Record<Interpretation, { code: string; display: string }> = {
  low: { code: 'L', display: 'Low' },
  normal: { code: 'N', display: 'Normal' },
  high: { code: 'H', display: 'High' },
};

/** Value, interpretation and reference range of one vital, for an observation or a component of one. */
function measured({ kind, value }: Vital): Record<string, unknown> {
  const { loinc: code, display, text, unit, reference } = vitalRules[kind];
  const interpreted = vitalInterpretation(kind, value);
  const quantity = (amount: number) => ({ value: amount, unit, system: 'http://unitsofmeasure.org', code: unit });
  return {
    code: { coding: [loinc(code, display)], text },
    valueQuantity: quantity(value),
    ...(interpreted && {
      interpretation: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
              ...interpretationCodes[interpreted],
            },
          ],
        },
      ],
    }),
    ...(reference && { referenceRange: [{ low: quantity(reference[0]), high: quantity(reference[1]) }] }),
  };
}

const pressures: ReadonlySet<VitalKind> = new Set(['systolic', 'diastolic']);

export function vitalObservations(vitals: readonly Vital[], writing: Writing): Resource[] {
  const frame = (suffix: string, category: string) => ({
    resourceType: 'Observation',
    id: `${writing.id}-${suffix}`,
    meta: metaOf(writing),
    status: 'final',
    category: [{ coding: [{ system: categories, code: category }] }],
    subject: { reference: writing.patient },
    ...(writing.visitId && { encounter: { reference: `Encounter/${writing.visitId}` } }),
    effectiveDateTime: writing.at,
    ...(writing.performer && { performer: [{ reference: writing.performer }] }),
    ...(writing.device && {
      device: {
        identifier: { system: 'urn:tianmu:fhir:device', value: writing.device.id },
        ...(writing.device.name && { display: writing.device.name }),
      },
    }),
  });
  const panel = vitals.filter((vital) => pressures.has(vital.kind));
  const { loinc: code, display, text } = bloodPressurePanel;
  return [
    ...(panel.length > 0
      ? [
          {
            ...frame('blood-pressure', 'vital-signs'),
            code: { coding: [loinc(code, display)], text },
            component: panel.map(measured),
          },
        ]
      : []),
    ...vitals
      .filter((vital) => !pressures.has(vital.kind))
      .map((vital) => ({ ...frame(vital.kind, vitalRules[vital.kind].category), ...measured(vital) })),
  ];
}

/** http://terminology.hl7.org/CodeSystem/v3-ActCode */
const visitClasses = {
  clinic: { code: 'AMB', display: 'ambulatory' },
  home: { code: 'HH', display: 'home health' },
  roving: { code: 'FLD', display: 'field' },
  remote: { code: 'VR', display: 'virtual' },
} as const;

/** Encounter, note, diagnosis and vitals. `noteBase64` is the note's UTF-8 text, encoded by the caller. */
export function visitResources(
  visit: NewVisit,
  by: { patient: string; organization: string; noteBase64?: string },
): Resource[] {
  const { visitId, startedAt, endedAt, kind, reason, diagnosis, vitals, simulated = false } = visit;
  const source: Source = kind === 'roving' ? 'vehicle' : 'clinic';
  const meta = metaOf({ source, simulated });
  const subject = { reference: by.patient };
  const encounter = { reference: `Encounter/${visitId}` };
  const organization = `Organization/${by.organization}`;
  const resources: Resource[] = [
    {
      resourceType: 'Encounter',
      id: visitId,
      meta,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', ...visitClasses[kind] },
      subject,
      period: { start: startedAt, end: endedAt ?? startedAt },
      reasonCode: [{ text: reason }],
      serviceProvider: { reference: organization },
    },
  ];
  if (diagnosis) {
    const coding = diagnosis.code
      ? { coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11', code: diagnosis.code }] }
      : {};
    resources.push({
      resourceType: 'Condition',
      id: `${visitId}-diagnosis`,
      meta,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      category: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }],
        },
      ],
      code: { ...coding, text: diagnosis.title },
      subject,
      encounter,
      recordedDate: startedAt,
    });
  }
  if (by.noteBase64) {
    resources.push({
      resourceType: 'DocumentReference',
      id: `${visitId}-note`,
      meta,
      status: 'current',
      type: { coding: [loinc('34109-9', 'Note')], text: '就诊记录' },
      subject,
      date: startedAt,
      custodian: { reference: organization },
      content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data: by.noteBase64 } }],
      context: { encounter: [encounter] },
    });
  }
  const writing = {
    id: visitId,
    patient: by.patient,
    at: startedAt,
    source,
    simulated,
    visitId,
    performer: organization,
  };
  return [...resources, ...vitalObservations(vitals, writing)];
}

export function measurementResources(reading: NewMeasurement, patient: string): Resource[] {
  const { measurementId, takenAt, vitals, source, device, simulated = false } = reading;
  return vitalObservations(vitals, { id: measurementId, patient, at: takenAt, source, simulated, device });
}
