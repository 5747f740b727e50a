// A study as FHIR: ServiceRequest, Observations, DiagnosticReport with the specialist's conclusion, DocumentReference for each file.
import { addressOfFile } from './file-address.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import type { Modality, StudyFinding } from '../contract.ts';
import { findingsOf, isCritical, type Study } from './study.ts';
import { testOf } from './tests.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';
/** 11524-6 is EKG study; the others are named in words until a code is confirmed. */
const what: Record<Modality, { text: string; loinc?: string; category: string }> = {
  ecg: { text: '心电图', loinc: '11524-6', category: 'EC' },
  ultrasound: { text: '超声检查', category: 'CUS' },
  dr: { text: '数字化 X 线摄影', category: 'RX' },
  laboratory: { text: '检验', category: 'LAB' },
};
export const modalityText = (modality: Modality): string => what[modality].text;

export interface StudyFrame {
  studyId: string;
  personId: string;
  at: string;
  tags: readonly object[];
}

export function studyResources(study: Study, frame: StudyFrame): Resource[] {
  const { modality, attendanceId, sent, answer, cancelled, text } = study;
  if (!modality) return [];
  const { studyId, personId, at, tags } = frame;
  const shared = {
    ...(tags.length > 0 && { meta: { tag: tags } }),
    subject: { reference: `Patient/${personId}` },
    ...(attendanceId && { encounter: { reference: `Encounter/${attendanceId}` } }),
  };
  const { loinc, text: name, category } = what[modality];
  const code = { ...(loinc && { coding: [{ system: 'http://loinc.org', code: loinc }] }), text: name };
  const findings = findingsOf(study);
  const done = findings.length > 0 || text !== undefined || answer !== undefined;
  const request: Resource = {
    resourceType: 'ServiceRequest',
    id: studyId,
    ...shared,
    status: cancelled ? 'revoked' : done && !(sent && !answer) ? 'completed' : 'active',
    intent: 'order',
    priority: sent?.urgency === 'urgent' ? 'urgent' : 'routine',
    code,
    authoredOn: at,
    ...(study.reason && { reasonCode: [{ text: study.reason }] }),
    ...(sent && {
      performer: [{ reference: `Organization/${sent.organisationId}` }],
      note: [{ text: sent.question, time: sent.at }],
    }),
  };
  if (cancelled) return [request];
  const observations = findings.map((finding) => observationOf(finding, studyId, at, modality, shared));
  const documents = study.files.map((file): Resource => ({
    resourceType: 'DocumentReference',
    id: file.attachmentId,
    ...(tags.length > 0 && { meta: { tag: tags } }),
    status: 'current',
    type: code,
    subject: { reference: `Patient/${personId}` },
    date: at,
    content: [
      {
        attachment: {
          contentType: file.mediaType,
          url: addressOfFile(personId, studyId, file.attachmentId),
          size: file.bytes,
          title: file.name,
        },
      },
    ],
    context: {
      ...(attendanceId && { encounter: [{ reference: `Encounter/${attendanceId}` }] }),
      related: [{ reference: `ServiceRequest/${studyId}` }],
    },
  }));
  if (!done) return [request, ...documents];
  const words = [answer?.conclusion, answer?.advice && `建议：${answer.advice}`].filter(Boolean).join('\n');
  const report: Resource = {
    resourceType: 'DiagnosticReport',
    id: `${studyId}-report`,
    ...shared,
    basedOn: [{ reference: `ServiceRequest/${studyId}` }],
    status: answer || !sent ? 'final' : 'preliminary',
    category: [{ coding: [{ system: `${terminology}/v2-0074`, code: category }] }],
    code,
    effectiveDateTime: at,
    issued: answer?.at ?? at,
    ...(answer && { resultsInterpreter: [{ display: `${answer.byName}（${answer.organisationName}）` }] }),
    ...(observations.length > 0 && { result: observations.map(({ id }) => ({ reference: `Observation/${id}` })) }),
    ...((words || text) && { conclusion: words || text }),
    ...(isCritical(study) && { conclusionCode: [{ text: '危急值' }] }),
  };
  return [request, ...observations, report, ...documents];
}

const flags = { low: 'L', normal: 'N', high: 'H', critical: 'AA' } as const;
function observationOf(
  finding: StudyFinding,
  studyId: string,
  at: string,
  modality: Modality,
  shared: object,
): Resource {
  const test = testOf(finding.code)!;
  const quantity = (value: number) => ({
    value,
    unit: finding.unit,
    system: 'http://unitsofmeasure.org',
    code: finding.unit,
  });
  return {
    resourceType: 'Observation',
    id: `${studyId}-${finding.code}`,
    ...shared,
    basedOn: [{ reference: `ServiceRequest/${studyId}` }],
    status: 'final',
    category: [
      {
        coding: [
          {
            system: `${terminology}/observation-category`,
            code: modality === 'laboratory' ? 'laboratory' : 'procedure',
          },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: test.loinc, display: test.name.en }], text: test.name.zh },
    effectiveDateTime: at,
    valueQuantity: quantity(finding.value),
    ...(finding.code === 'qtc' && { method: { text: 'Bazett' } }),
    ...(finding.state !== 'unknown' && {
      interpretation: [
        { coding: [{ system: `${terminology}/v3-ObservationInterpretation`, code: flags[finding.state] }] },
      ],
    }),
    ...((finding.low !== undefined || finding.high !== undefined) && {
      referenceRange: [
        {
          ...(finding.low !== undefined && { low: quantity(finding.low) }),
          ...(finding.high !== undefined && { high: quantity(finding.high) }),
        },
      ],
    }),
  };
}
