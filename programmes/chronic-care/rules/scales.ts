// Scales that a clinician fills in for a person, and one of them as FHIR: signed answers, and what they come to.
import { instrumentForm } from '#foundation/knowledge/rules/instrument-form.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';

/** Self-care is assessed in home care, where its grade moves the list of elders. */
export const scaleIds = ['phq-2', 'phq-9', 'gad-2', 'gad-7', 'isi', 'psqi', 'stop-bang'] as const;

/** What the registry answers. */
export const registryKeys: ReadonlySet<string> = new Set(['age', 'sex']);
/** Whatever is asked, is stored. */
export const scaleForm = (instrument: Instrument): FormDefinition => instrumentForm(instrument);

const terminology = 'http://terminology.hl7.org/CodeSystem';
const instrumentCodes = 'urn:tianmu:fhir:instrument';
const signature = 'http://hl7.org/fhir/StructureDefinition/questionnaireresponse-signature';
const verification = {
  system: 'urn:iso-astm:E1762-95:2013',
  code: '1.2.840.10065.1.12.1.5',
  display: 'Verification Signature',
};

export interface ScaleFrame {
  /** Id of the QuestionnaireResponse. */
  id: string;
  personId: string;
  organisationId: string;
  signedBy: string;
  at: string;
  tags: readonly object[];
}
export function scaleResources(
  instrument: Instrument,
  answers: Answers,
  result: InstrumentResult & { state: 'complete' },
  { id, personId, organisationId, signedBy, at, tags }: ScaleFrame,
): Resource[] {
  const patient = `Patient/${personId}`;
  const organisation = `Organization/${organisationId}`;
  const meta = { tag: tags };
  return [
    {
      ...responseOf(scaleForm(instrument), answers, {
        id,
        patient,
        author: organisation,
        authoredAt: at,
        complete: true,
        meta,
      }),
      extension: [{ url: signature, valueSignature: { type: [verification], when: at, who: { display: signedBy } } }],
    },
    {
      resourceType: 'Observation',
      id: `${id}-score`,
      meta,
      status: 'final',
      category: [{ coding: [{ system: `${terminology}/observation-category`, code: 'survey' }] }],
      code: {
        coding: [{ system: instrumentCodes, code: instrument.id, display: instrument.title.en }],
        text: instrument.title.zh,
      },
      subject: { reference: patient },
      effectiveDateTime: at,
      performer: [{ reference: organisation }],
      ...(result.score && {
        valueQuantity: { value: result.score.value, unit: '分', system: 'http://unitsofmeasure.org', code: '{score}' },
      }),
      interpretation: [
        {
          coding: [{ system: `${instrumentCodes}:${instrument.id}`, code: result.outcome.code }],
          text: result.outcome.label.zh,
        },
      ],
      // What is urgent stands without its score too.
      ...(!result.score && { valueCodeableConcept: { text: result.outcome.label.zh } }),
      derivedFrom: [{ reference: `QuestionnaireResponse/${id}` }],
    },
  ];
}

/** Who signed a stored response. */
export function signerOf(response: Record<string, unknown>): string {
  const extensions = (response['extension'] ?? []) as {
    url: string;
    valueSignature?: { who?: { display?: string } };
  }[];
  return extensions.find(({ url }) => url === signature)?.valueSignature?.who?.display ?? '';
}
