// A self-care assessment as FHIR: the answers as QuestionnaireResponse, the points with their grade as Observation.
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument, Outcome } from '#foundation/knowledge/rules/instrument.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { formOf } from './instrument-form.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';
/** Our own codes: a LOINC code of the total was not confirmed yet. */
const instrumentCodes = 'urn:tianmu:fhir:instrument';

export interface AssessmentFrame {
  assessmentId: string;
  personId: string;
  organisationId: string;
  at: string;
  tags: readonly object[];
}
export function assessmentResources(
  instrument: Instrument,
  answers: Answers,
  result: { score: number; outcome: Outcome },
  { assessmentId, personId, organisationId, at, tags }: AssessmentFrame,
): Resource[] {
  const patient = `Patient/${personId}`;
  const organisation = `Organization/${organisationId}`;
  const meta = tags.length > 0 ? { meta: { tag: tags } } : {};
  return [
    {
      ...responseOf(formOf(instrument), answers, {
        id: assessmentId,
        patient,
        author: organisation,
        authoredAt: at,
        complete: true,
      }),
      ...meta,
    },
    {
      resourceType: 'Observation',
      id: `${assessmentId}-score`,
      ...meta,
      status: 'final',
      category: [{ coding: [{ system: `${terminology}/observation-category`, code: 'survey' }] }],
      code: {
        coding: [{ system: instrumentCodes, code: instrument.id, display: instrument.title.en }],
        text: instrument.title.zh,
      },
      subject: { reference: patient },
      effectiveDateTime: at,
      performer: [{ reference: organisation }],
      valueQuantity: {
        value: result.score,
        unit: '{score}',
        system: 'http://unitsofmeasure.org',
        code: '{score}',
      },
      interpretation: [
        {
          coding: [{ system: `${instrumentCodes}:${instrument.id}`, code: result.outcome.code }],
          text: result.outcome.label.zh,
        },
      ],
      derivedFrom: [{ reference: `QuestionnaireResponse/${assessmentId}` }],
    },
  ];
}
